"""Drawings that explain the series: a growing doubt, two equal angles, and a world of 24 slices."""

import math
import random

from PIL import Image, ImageDraw

from . import brushes as b
from .figures import INK, PAPER, SIZE, words

SEA, SHORE, NIGHT, DAY = (214, 228, 230), (198, 178, 140), (34, 46, 84), (250, 236, 200)
ROUTE, DOUBT, BLUE = (196, 84, 60), (224, 150, 120), (62, 104, 168)
# Legs of a voyage in pixels, and how wide the doubt is at the end of each.
LEGS = (
    (190, 150, 22),
    (210, -40, 42),
    (180, 110, 66),
    (230, -120, 92),
    (200, 60, 122),
    (190, 90, 156),
)
HOME = (166, 300)
# Degrees from the Sun, against the clock, and the hour there.
CLOCKS = tuple((turn * 45, (12 + turn * 3) % 24) for turn in range(8))
LATITUDE = 40  # degrees, of the observer in the drawing


def growing_doubt(seed: int = 6) -> Image.Image:
    """Return a course of six legs; round each end stands a circle, wider than the last."""
    chance = random.Random(seed)  # noqa: S311 (pictures, no secrets)
    picture = Image.new("RGB", SIZE, SEA)
    draw = ImageDraw.Draw(picture)
    coast = [(x, y) for y, x in b.ridge(SIZE[1], 170, 42, chance, rough=0.62)]
    draw.polygon([(0, 0), *coast, (0, SIZE[1])], fill=SHORE)
    island = _island((1462, 690), chance)
    x, y = HOME
    ends = [(x := x + dx, y := y + dy, r) for dx, dy, r in LEGS]
    for x, y, r in reversed(ends):
        draw.circle((x, y), r, fill=_mixed(SEA, DOUBT, 0.16 + r / 520), outline=DOUBT, width=3)
    draw.polygon(island, fill=SHORE, outline=(150, 130, 92), width=3)
    draw.line([HOME, *((x, y) for x, y, _ in ends)], fill=ROUTE, width=6, joint="curve")
    draw.circle(HOME, 13, fill=INK)
    for number, (x, y, _) in enumerate(ends, start=1):
        draw.circle((x, y), 10, fill=ROUTE)
        words(picture, (x + 4, y - 52), f"{number}", 34, INK)
    words(picture, (34, 330), "home", 36, INK)
    words(picture, (1462, 780), "an island", 34, INK, anchor="mm")
    words(picture, (420, 780), "Six legs, and where the ship may be", 44, INK)
    return picture


def _island(at, chance: random.Random) -> list:
    radii = [chance.uniform(38, 66) for _ in range(16)]
    return [
        (at[0] + 1.4 * r * math.cos(turn * math.pi / 8), at[1] + r * math.sin(turn * math.pi / 8))
        for turn, r in enumerate(radii)
    ]


def _mixed(first, second, share: float):
    return tuple(round(a + (z - a) * share) for a, z in zip(first, second, strict=True))


def star_and_latitude() -> Image.Image:
    """Return the globe's upper half with an observer, and the two angles that are equal."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    centre, r = (560, 760), 480
    draw.pieslice(
        (centre[0] - r, centre[1] - r, centre[0] + r, centre[1] + r), 180, 360, fill=(206, 222, 226)
    )
    draw.line([(40, 760), (1080, 760)], fill=INK, width=4)
    draw.line([(560, 760), (560, 70)], fill=INK, width=4)
    angle = math.radians(LATITUDE)
    eye = (centre[0] + r * math.cos(angle), centre[1] - r * math.sin(angle))
    ends = [(eye[0] - way * math.sin(angle), eye[1] - way * math.cos(angle)) for way in (330, -160)]
    draw.line(ends, fill=(120, 124, 132), width=4)
    draw.line([eye, (eye[0], 70)], fill=ROUTE, width=5)
    for box, start, end in ((centre, -LATITUDE, 0), (eye, -90 - LATITUDE, -90)):
        draw.pieslice(
            (box[0] - 110, box[1] - 110, box[0] + 110, box[1] + 110),
            start,
            end,
            fill=(242, 190, 120),
        )
    draw.line([centre, eye], fill=BLUE, width=5)
    draw.circle(eye, 13, fill=INK)
    _labels(picture, eye)
    return picture


def _labels(picture: Image.Image, eye) -> None:
    words(picture, (722, 712), "latitude", 34, INK, anchor="lm")
    words(picture, (eye[0] - 54, eye[1] - 158), "height", 34, INK, anchor="mm")
    words(picture, (eye[0] + 40, eye[1] + 6), "you", 36, INK, anchor="lm")
    words(picture, (530, 130), "the axis", 34, INK, anchor="rm")
    words(picture, (eye[0] + 24, 130), "to the pole star", 34, ROUTE, anchor="lm")
    words(picture, (eye[0] + 170, eye[1] + 170), "horizon", 34, (120, 124, 132), anchor="mm")
    words(picture, (1000, 800), "equator", 34, INK, anchor="mm")
    words(picture, (1260, 560), "The two orange", 40, INK)
    words(picture, (1260, 612), "angles are the", 40, INK)
    words(picture, (1260, 664), "same one.", 40, INK)
    for x in (560, eye[0]):
        _star(ImageDraw.Draw(picture), (x, 56))


def _star(draw: ImageDraw.ImageDraw, at) -> None:
    points = [
        (
            at[0] + radius * math.sin(turn * math.pi / 4),
            at[1] - radius * math.cos(turn * math.pi / 4),
        )
        for turn, radius in zip(range(8), (30, 8) * 4, strict=True)
    ]
    draw.polygon(points, fill=(222, 160, 60))


def world_of_hours() -> Image.Image:
    """Return the Earth from above its pole, sliced by the hours; the Sun stands to the right."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    centre, r = (640, 450), 340
    box = (centre[0] - r, centre[1] - r, centre[0] + r, centre[1] + r)
    for hour in range(24):
        start = hour * 15 - 7.5
        lit = math.cos(math.radians(hour * 15))
        colour = _mixed(NIGHT, DAY, min(1, max(0, 0.5 + lit * 1.6)))
        draw.pieslice(box, start, start + 15, fill=colour, outline=(150, 156, 168), width=2)
    draw.circle(centre, 40, fill=(244, 246, 248), outline=(150, 156, 168), width=2)
    for degrees, hour in CLOCKS:
        _clock(picture, centre, degrees, hour)
    for y in range(120, 800, 110):
        draw.line([(1560, y), (1330, y)], fill=(222, 160, 60), width=6)
        draw.polygon([(1318, y), (1346, y - 13), (1346, y + 13)], fill=(222, 160, 60))
    words(picture, (1580, 50), "sunlight", 36, (168, 112, 30), anchor="ra")
    return picture


def _clock(picture: Image.Image, centre, degrees: float, hour: int) -> None:
    """Draw a small clock outside the rim, showing the hour of the slice that it stands beside."""
    draw = ImageDraw.Draw(picture)
    angle = math.radians(degrees)
    x, y = centre[0] + 392 * math.cos(angle), centre[1] - 392 * math.sin(angle)
    wide = 118 if abs(math.cos(angle)) > 0.5 else 0
    draw.circle((x, y), 44, fill=(255, 253, 246), outline=INK, width=4)
    hand = math.radians(hour % 12 * 30 - 90)
    draw.line([(x, y), (x + 24 * math.cos(hand), y + 24 * math.sin(hand))], fill=ROUTE, width=7)
    draw.line([(x, y), (x, y - 35)], fill=INK, width=4)
    side = 1 if math.cos(angle) >= 0 else -1
    at = (x + side * wide, y) if wide else (x + 104, y)
    words(picture, at, f"{hour:02}:00", 34, INK, anchor="mm")

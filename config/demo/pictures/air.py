"""Drawings that explain what the air does: a warm front on its way, and sound that bends."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from . import brushes as b
from . import shapes
from .figures import INK, PAPER, SIZE, words

COLD, WARM, RAY, SEA = (186, 208, 224), (246, 222, 188), (196, 84, 60), (112, 146, 162)
STATION, LISTENER = 130, 700  # where horn and boat stand in each half of the drawing of sound


def warm_front() -> Image.Image:
    """Return a warm front from the side: it slopes up to the left, towards who waits for it."""
    picture = b.gradient(SIZE, (0, (150, 186, 212)), (0.8, (222, 230, 228)), (1, (222, 230, 228)))
    draw = ImageDraw.Draw(picture)
    slope = [(x, _edge(x)) for x in range(0, 1500, 10)]
    warm = Image.new("L", SIZE)
    ImageDraw.Draw(warm).polygon([(0, 0), *slope, (1500, 720), (1600, 720), (1600, 0)], fill=120)
    b.veil(picture, warm.filter(ImageFilter.GaussianBlur(5)), (250, 226, 188))
    draw.line([*slope, (1500, 720)], fill=RAY, width=5)
    _clouds_of_the_front(picture)
    draw.rectangle((0, 720, 1600, 900), fill=SEA)
    shapes.sail(picture, (190, 738), 0.6)
    for x, hours, name in (
        (190, 12, "hooks"),
        (560, 9, "veil and ring"),
        (930, 5, "grey glass"),
        (1330, 1, "rain"),
    ):
        words(picture, (x, 790), name, 38, (250, 250, 246), anchor="mm")
        words(
            picture,
            (x, 842),
            f"{hours} h" if hours > 1 else "1 h",
            32,
            (226, 236, 240),
            anchor="mm",
        )
    words(picture, (1180, 120), "warm air, climbing", 38, (140, 84, 40), anchor="mm")
    words(picture, (430, 610), "cold air, giving way", 38, (62, 92, 122), anchor="mm")
    return picture


def _edge(x: float) -> float:
    """Return how high the front stands above a point of the sea."""
    return 720 - 600 * (1 - x / 1500) ** 0.8


def _clouds_of_the_front(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for x, y in ((60, 80), (150, 60), (250, 110), (330, 84)):
        draw.arc((x, y, x + 150, y + 70), 180, 330, fill=(255, 255, 252), width=6)
        draw.arc((x - 6, y + 6, x + 34, y + 46), 90, 200, fill=(255, 255, 252), width=6)
    for x in range(1010, 1440, 24):
        draw.line([(x, _edge(x) + 20), (x - 26, 712)], fill=(96, 116, 140), width=4)
    bank, chance = Image.new("L", SIZE), random.Random(2)  # noqa: S311 (pictures, no secrets)
    for _ in range(900):  # from a thin veil to a bank as high as it is dark
        share = chance.random()
        x, r = 400 + 1030 * share, 8 + 40 * share * chance.random()
        y = _edge(x) - r - 210 * share**1.2 * chance.random()
        ImageDraw.Draw(bank).circle((x, y), r, fill=round(70 + 185 * share**0.6))
    grey = b.gradient(SIZE, (0, (246, 246, 244)), (0.35, (226, 230, 232)), (0.75, (128, 138, 152)))
    picture.paste(grey, (0, 0), bank.filter(ImageFilter.GaussianBlur(5)))
    draw.circle((560, 200), 30, fill=(255, 246, 214))
    draw.circle((560, 200), 76, outline=(255, 250, 232), width=5)


def bending_sound() -> Image.Image:
    """Return two halves: sound that air bends up over the boat, and down to it."""
    picture = Image.new("RGB", SIZE, PAPER)
    for left, bend, upper, lower, title in (
        (0, -1, COLD, WARM, "Warm below: it goes over your head"),
        (800, 1, WARM, COLD, "Warm above: it comes back down"),
    ):
        air = b.gradient((780, 720), (0, upper), (1, lower))
        picture.paste(air, (left + 10, 90))
        _rays(picture, left, bend)
        draw = ImageDraw.Draw(picture)
        draw.rectangle((left + 10, 716, left + 790, 810), fill=SEA)
        draw.polygon(
            [(left + 10, 640), (left + 110, 640), (left + 140, 730), (left + 10, 730)], fill=INK
        )
        draw.polygon(
            [(left + 92, 618), (left + 134, 600), (left + 134, 652), (left + 92, 634)], fill=RAY
        )
        shapes.sail(picture, (left + LISTENER, 732), 0.5)
        words(picture, (left + 400, 46), title, 38, INK, anchor="mm")
    words(picture, (800, 858), "The fog itself hardly matters.", 34, (96, 100, 108), anchor="mm")
    return picture


def _rays(picture: Image.Image, left: int, bend: int) -> None:
    draw = ImageDraw.Draw(picture)
    for degrees in range(0, 44, 7):
        slope = math.tan(math.radians(degrees))
        curve = [
            (left + STATION + x, 626 - slope * x + bend * x * x * (0.0004 + 0.0004 * slope))
            for x in range(0, 640, 8)
        ]
        seen = [(x, y) for x, y in curve if 100 < y < 716]
        if len(seen) > 1:
            draw.line(seen, fill=RAY, width=4)

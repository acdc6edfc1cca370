"""The covers of the series: below the keel, below the pole star, and a watch in its box."""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import brushes as b
from . import shapes
from .figures import words

SIZE = (1920, 1080)
WIDTH, HEIGHT = SIZE
FLOORS = ((850, 46, (18, 74, 88)), (930, 34, (12, 54, 66)), (1010, 22, (8, 36, 46)))
POLE = (1180, 330)
BRASS, DARK_BRASS, DIAL, STEEL = (214, 172, 96), (122, 86, 40), (244, 239, 224), (34, 52, 104)
HOURS = ("XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def lead_line(seed: int = 4) -> Image.Image:
    """Return a boat seen from below the surface, its line going down to the bottom."""
    chance = random.Random(seed)  # noqa: S311 (pictures, no secrets)
    picture = b.gradient(
        SIZE, (0, (250, 226, 186)), (0.2, (236, 196, 160)), (0.215, (132, 206, 196)),
        (0.45, (44, 142, 152)), (0.8, (14, 74, 94)), (1, (6, 36, 52)),
    )  # fmt: skip
    picture = _sunk_rays(picture, chance)
    for level, height, colour in FLOORS:
        b.land(picture, b.ridge(WIDTH, level, height, chance), colour)
        b.veil(picture, b.levels(b.noise(SIZE, chance, cells=(2, 5)), 150, 230, most=40), colour)
    _weed(picture, chance)
    _line_and_lead(picture, (1180, 250), (1160, 858))
    _hull(picture, (1170, 232))
    _fish(picture, chance)
    return b.grain(b.vignette(picture, strength=0.3), chance)


def _sunk_rays(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Return the picture with shafts of light below the surface, and the surface itself."""
    rays = Image.new("L", SIZE)
    draw = ImageDraw.Draw(rays)
    for _ in range(7):
        x, lean, wide = chance.uniform(300, 1700), chance.uniform(-240, 240), chance.uniform(24, 70)
        draw.polygon(
            [(x, 226), (x + wide, 226), (x + 3 * wide + lean, 880), (x - 2 * wide + lean, 880)],
            fill=chance.randint(26, 60),
        )
    fade = b.gradient(SIZE, (0, (0,) * 3), (0.209, (0,) * 3), (0.21, (255,) * 3), (0.8, (0,) * 3))
    rays = ImageChops.multiply(rays.filter(ImageFilter.GaussianBlur(7)), fade.convert("L"))
    picture = b.shine(picture, rays, (190, 240, 214))
    shore = b.ridge(WIDTH, 196, 16, chance)
    ImageDraw.Draw(picture).polygon([*shore, (WIDTH, 224), (0, 224)], fill=(196, 164, 148))
    waves = [(x, 226 + 5 * math.sin(x / 47) + 3 * math.sin(x / 19)) for x in range(0, WIDTH + 8, 8)]
    draw = ImageDraw.Draw(picture)
    draw.polygon([*waves, (WIDTH, 248), (0, 248)], fill=(112, 192, 186))
    draw.line(waves, fill=(236, 248, 236), width=5)
    return picture


def _hull(picture: Image.Image, at: b.Point) -> None:
    x, y = at
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [
            (x - 190, y - 38),
            (x + 200, y - 46),
            (x + 150, y + 26),
            (x + 30, y + 44),
            (x - 130, y + 24),
        ],
        fill=(38, 42, 56),
    )
    draw.polygon([(x - 190, y - 38), (x + 200, y - 46), (x + 194, y - 36), (x - 184, y - 28)],
                 fill=(196, 84, 60))  # fmt: skip
    draw.line([(x - 40, y - 42), (x - 40, y - 215)], fill=(58, 46, 44), width=8)
    draw.polygon([(x - 34, y - 210), (x - 34, y - 70), (x + 118, y - 78)], fill=(250, 240, 222))
    draw.polygon([(x - 48, y - 196), (x - 48, y - 64), (x - 138, y - 58)], fill=(226, 208, 186))


def _line_and_lead(picture: Image.Image, top: b.Point, foot: b.Point) -> None:
    draw = ImageDraw.Draw(picture)
    draw.line([top, foot], fill=(240, 228, 196), width=4)
    for share, colour in zip(
        (0.24, 0.42, 0.6, 0.78),
        ((250, 250, 244), (210, 62, 50), (150, 104, 62), (64, 92, 176)),
        strict=True,
    ):
        x, y = (a + (z - a) * share for a, z in zip(top, foot, strict=True))
        draw.polygon([(x, y - 9), (x + 44, y - 2), (x + 40, y + 16), (x, y + 9)], fill=colour)
    x, y = foot
    draw.polygon([(x - 9, y), (x + 9, y), (x + 21, y + 78), (x - 21, y + 78)], fill=(74, 82, 92))
    draw.polygon([(x - 9, y), (x - 1, y), (x - 5, y + 78), (x - 21, y + 78)], fill=(122, 132, 140))
    for side in (-1, 1):
        draw.ellipse((x + side * 46 - 40, y + 70, x + side * 46 + 40, y + 92), fill=(38, 92, 102))


def _weed(picture: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(46):
        x = chance.choice((chance.uniform(-20, 620), chance.uniform(1420, 1940)))
        y, lean, length = chance.uniform(930, 1080), chance.uniform(-1, 1), chance.uniform(90, 330)
        blade = [
            (
                x + 20 * math.sin(step / 3 + lean * 3) * step / 12 + lean * step * 3,
                y - length * step / 14,
            )
            for step in range(15)
        ]
        green = chance.randint(44, 84)
        draw.line(blade, fill=(8, green, green - 8), width=chance.randint(5, 11), joint="curve")


def _fish(picture: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(26):
        x, y, long = chance.gauss(560, 130), chance.gauss(560, 60), chance.uniform(16, 30)
        colour = chance.choice(((150, 206, 204), (116, 184, 190), (196, 226, 214)))
        draw.ellipse((x - long, y - long / 4, x + long, y + long / 4), fill=colour)
        tail = [(x - long * 0.8, y), (x - long * 1.5, y - long / 3), (x - long * 1.5, y + long / 3)]
        draw.polygon(tail, fill=colour)


def star_trails(seed: int = 17) -> Image.Image:
    """Return the sky over a still bay, an hour and a half of it: stars drawn round their pole."""
    chance = random.Random(seed)  # noqa: S311
    picture = b.gradient(
        SIZE, (0, (8, 12, 40)), (0.4, (24, 38, 84)), (0.7, (66, 76, 118)), (0.795, (214, 158, 128)),
        (0.8, (20, 30, 58)), (1, (6, 10, 26)),
    )  # fmt: skip
    picture = b.shine(picture, _milk(chance), (120, 124, 190))
    trails = _trails(chance)
    picture = b.shine(picture, trails.filter(ImageFilter.GaussianBlur(5)), (120, 140, 220))
    picture = ImageChops.screen(picture, _tinted(trails, chance))
    picture = b.shine(picture, b.disc(SIZE, POLE, 38, most=255), (230, 236, 255))
    b.land(picture, b.ridge(WIDTH, 842, 30, chance), (18, 24, 46))
    picture = _mirrored(picture, 866)
    picture = b.ripples(picture, chance, top=868, bottom=HEIGHT, x=POLE[0], colour=(150, 160, 214),
                        reach=0.05, count=260)  # fmt: skip
    shapes.sail(picture, (640, 900), 0.85, sail=(34, 40, 66), hull=(10, 14, 30))
    return b.grain(b.vignette(picture, strength=0.3), chance)


def _trails(chance: random.Random) -> Image.Image:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for _ in range(420):
        r, start = 12 + 1500 * chance.random() ** 1.2, chance.uniform(0, 360)
        box = (POLE[0] - r, POLE[1] - r, POLE[0] + r, POLE[1] + r)
        draw.arc(
            box, start, start + 22, fill=chance.randint(50, 235), width=chance.choice((1, 2, 2, 3))
        )
    mask.paste(0, (0, 862, WIDTH, HEIGHT))
    return mask


def _tinted(trails: Image.Image, chance: random.Random) -> Image.Image:
    """Return the trails with the colours that stars have, changing softly over the sky."""
    warm = b.levels(b.noise(SIZE, chance, cells=(9, 5), octaves=3), 90, 170)
    colours = Image.composite(
        Image.new("RGB", SIZE, (255, 226, 190)), Image.new("RGB", SIZE, (204, 220, 255)), warm
    )
    return ImageChops.multiply(colours, Image.merge("RGB", [trails] * 3))


def _milk(chance: random.Random) -> Image.Image:
    clouds = b.levels(b.noise((2600, 1700), chance, cells=(5, 9)), 120, 215, most=70)
    return clouds.rotate(38, resample=Image.Resampling.BICUBIC).crop((340, 310, 2260, 1390))


def _mirrored(picture: Image.Image, horizon: int) -> Image.Image:
    depth = HEIGHT - horizon
    above = picture.crop((0, horizon - depth * 2, WIDTH, horizon))
    above = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH, depth))
    sea = picture.crop((0, horizon, WIDTH, HEIGHT))
    above = above.filter(ImageFilter.BoxBlur((10, 5)))
    picture.paste(Image.blend(above, sea, 0.5), (0, horizon))
    return picture


def watch_in_its_box(seed: int = 11) -> Image.Image:
    """Return a sea watch in brass, lying in a wooden box under a lamp."""
    chance = random.Random(seed)  # noqa: S311
    picture = _wood(chance)
    draw = ImageDraw.Draw(picture)
    centre = (960, 560)
    shadow = b.disc(SIZE, (centre[0] + 40, centre[1] + 60), 640, most=235)
    b.veil(picture, shadow, (16, 8, 6))
    for radius, colour in (
        (452, DARK_BRASS),
        (444, BRASS),
        (424, (240, 208, 140)),
        (412, DARK_BRASS),
    ):
        draw.circle(centre, radius, fill=colour)
    draw.circle(centre, 400, fill=DIAL)
    _figures_of_the_dial(picture, centre)
    _small_seconds(picture, (960, 738))
    _hand(picture, centre, 304, 206, 15)
    _hand(picture, centre, 60, 318, 11)
    draw.circle(centre, 16, fill=BRASS)
    picture = b.shine(picture, b.disc(SIZE, (690, 280), 700, most=70), (255, 226, 176))
    return b.grain(b.vignette(picture, strength=0.55), chance)


def _wood(chance: random.Random) -> Image.Image:
    """Return the inside of the box: polished boards with their grain along them."""
    picture = b.gradient(SIZE, (0, (122, 66, 40)), (0.5, (98, 48, 28)), (1, (56, 26, 18)))
    grain = b.levels(b.noise(SIZE, chance, cells=(2, 60), octaves=4), 90, 190, most=120)
    b.veil(picture, grain, (44, 20, 14))
    draw = ImageDraw.Draw(picture)
    for y in (96, 984):
        draw.rectangle((0, y, WIDTH, y + 7), fill=(30, 14, 10))
        draw.rectangle((0, y + 8, WIDTH, y + 10), fill=(168, 104, 66))
    for x in (150, 1770):
        draw.circle((x, 540), 46, fill=DARK_BRASS)
        draw.circle((x - 3, 536), 40, fill=BRASS)
        draw.line([(x - 26, 552), (x + 22, 520)], fill=DARK_BRASS, width=8)
    return picture


def _on_dial(centre: b.Point, degrees: float, radius: float) -> b.Point:
    """Return a point of a dial; degrees go with the clock, from the top."""
    angle = math.radians(degrees - 90)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _figures_of_the_dial(picture: Image.Image, centre: b.Point) -> None:
    draw = ImageDraw.Draw(picture)
    draw.circle(centre, 388, outline=(60, 56, 60), width=2)
    draw.circle(centre, 356, outline=(60, 56, 60), width=2)
    for minute in range(60):
        wide = 7 if minute % 5 == 0 else 3
        ends = [_on_dial(centre, minute * 6, radius) for radius in (357, 387)]
        draw.line(ends, fill=(50, 48, 54), width=wide)
    for number, numeral in enumerate(HOURS):
        layer = Image.new("L", (260, 260))
        words(layer, (130, 130), numeral, 72, 255, anchor="mm")
        layer = layer.rotate(-number * 30, resample=Image.Resampling.BICUBIC)
        x, y = _on_dial(centre, number * 30, 300)
        picture.paste((40, 38, 46), (round(x - 130), round(y - 130)), layer)


def _small_seconds(picture: Image.Image, centre: b.Point) -> None:
    draw = ImageDraw.Draw(picture)
    draw.circle(centre, 84, fill=(236, 229, 210), outline=(90, 84, 82), width=3)
    for second in range(0, 60, 5):
        draw.line([_on_dial(centre, second * 6, r) for r in (66, 80)], fill=(60, 56, 60), width=3)
    draw.line([_on_dial(centre, 42, -20), _on_dial(centre, 42, 68)], fill=(170, 50, 40), width=4)
    draw.circle(centre, 7, fill=(170, 50, 40))


def _hand(picture: Image.Image, centre: b.Point, degrees: float, long: float, half: float) -> None:
    draw = ImageDraw.Draw(picture)
    sides = [_on_dial(centre, degrees + turn, half) for turn in (-90, 90)]
    tip, tail = _on_dial(centre, degrees, long), _on_dial(centre, degrees, -46)
    shade = [(x + 7, y + 9) for x, y in (sides[0], tip, sides[1], tail)]
    draw.polygon(shade, fill=(204, 196, 178))
    draw.polygon([sides[0], tip, sides[1], tail], fill=STEEL)
    eye = _on_dial(centre, degrees, long * 0.62)
    draw.circle(eye, half * 1.7, fill=STEEL)
    draw.circle(eye, half * 0.8, fill=DIAL)

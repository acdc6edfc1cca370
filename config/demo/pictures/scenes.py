"""The covers: five views of one coast, each a function from a seed to a picture."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import brushes as b
from . import shapes

SIZE = (1920, 1080)
WIDTH, HEIGHT = SIZE
SANDS = ((640, 10, (134, 108, 116)), (770, 18, (104, 80, 88)), (950, 26, (72, 54, 64)))


def lighthouse_at_night(seed: int = 3) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311 (pictures, no secrets)
    picture = b.gradient(
        SIZE, (0, (9, 13, 38)), (0.45, (24, 46, 92)), (0.66, (92, 104, 140)), (0.7, (201, 140, 120)),
        (0.705, (26, 46, 78)), (1, (6, 14, 34)),
    )  # fmt: skip
    b.stars(picture, chance, count=700, lowest=HEIGHT * 0.6)
    lamp = (1330, 372)
    haze = b.levels(b.noise(SIZE, chance, cells=(3, 6)), 120, 210, most=60)
    b.veil(picture, haze, (120, 130, 170))
    for ray in (b.beam(SIZE, lamp, 187, spread=3.4, most=190), b.beam(SIZE, lamp, 7, spread=3.4)):
        picture = b.shine(picture, ray, (255, 236, 190))
    picture = b.ripples(
        picture,
        chance,
        top=HEIGHT * 0.705,
        bottom=HEIGHT,
        x=700,
        colour=(255, 214, 170),
        reach=0.22,
    )
    b.land(picture, _headland(chance), (9, 14, 28))
    shapes.tower(picture, lamp)
    picture = b.shine(picture, b.disc(SIZE, lamp, 240, most=230), (255, 226, 160))
    return _finished(picture, chance)


def low_tide(seed: int = 8) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311
    picture = b.gradient(
        SIZE, (0, (44, 62, 112)), (0.25, (120, 110, 158)), (0.42, (238, 168, 150)),
        (0.47, (255, 214, 170)), (0.475, (168, 150, 170)), (0.62, (122, 116, 146)),
        (0.75, (116, 98, 110)), (1, (58, 46, 58)),
    )  # fmt: skip
    moon = (620, 250)
    picture = b.shine(picture, b.disc(SIZE, moon, 330, most=120), (255, 236, 214))
    ImageDraw.Draw(picture).ellipse((565, 195, 675, 305), fill=(255, 246, 226))
    streaks = b.levels(b.noise(SIZE, chance, cells=(2, 14)), 140, 205, most=90)
    b.veil(picture, streaks, (250, 214, 204))
    picture = _repainted_below(picture, 513)
    picture = b.ripples(
        picture, chance, top=516, bottom=800, x=moon[0], colour=(255, 232, 206), reach=0.05
    )
    for level, height, colour in SANDS:
        picture = _sand(picture, chance, b.ridge(WIDTH, level, height, chance), colour)
        if level == 770:
            shapes.boat_aground(picture, (1270, 752))
    return _finished(picture, chance)


def sky_over_water(seed: int = 21) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311
    picture = b.gradient(
        SIZE, (0, (28, 84, 150)), (0.4, (98, 158, 204)), (0.7, (212, 222, 220)),
        (0.795, (252, 226, 188)), (0.8, (74, 124, 150)), (1, (20, 58, 84)),
    )  # fmt: skip
    upper = b.noise((2400, 1500), chance, cells=(2, 18), octaves=6)
    upper = upper.rotate(7, resample=Image.Resampling.BICUBIC).crop((240, 200, 2160, 1280))
    tails = b.levels(upper, 132, 200, most=215)
    fade = b.gradient(SIZE, (0, (255,) * 3), (0.45, (190,) * 3), (0.62, (0,) * 3), (1, (0,) * 3))
    b.veil(
        picture, Image.composite(tails, Image.new("L", SIZE), fade.convert("L")), (255, 250, 242)
    )
    _heaped_clouds(picture, chance)
    picture = b.shine(picture, b.disc(SIZE, (1480, 820), 620, most=150), (255, 214, 150))
    picture = _repainted_below(picture, 864, keep=0.5)
    picture = b.ripples(
        picture, chance, top=868, bottom=HEIGHT, x=1480, colour=(255, 236, 200), reach=0.12
    )
    shapes.sail(picture, (560, 872), 1.0)
    shapes.sail(picture, (1010, 866), 0.32)
    return _finished(picture, chance, strength=0.2)


def harbour_in_fog(seed: int = 5) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311
    picture = b.gradient(
        SIZE, (0, (142, 154, 160)), (0.55, (190, 196, 194)), (0.7, (176, 184, 186)), (1, (92, 108, 118))
    )  # fmt: skip
    for level, shade, height in ((430, 176, 60), (520, 160, 46), (600, 140, 30)):
        colour = (shade - 14, shade - 4, shade)
        b.land(picture, b.ridge(WIDTH, level, height, chance), colour)
        b.veil(picture, _fog(chance, level), (196, 202, 200))
    picture = _repainted_below(picture, 690, keep=0.35)
    shapes.pier(picture)
    picture = b.shine(picture, b.disc(SIZE, (1420, 452), 300, most=200), (255, 206, 140))
    picture = b.ripples(
        picture,
        chance,
        top=720,
        bottom=HEIGHT,
        x=1420,
        colour=(255, 220, 170),
        count=240,
        reach=0.04,
    )
    shapes.sail(picture, (520, 800), 0.9, sail=(132, 146, 152), hull=(84, 98, 106))
    b.veil(picture, _fog(chance, 760), (200, 206, 204))
    return _finished(picture, chance, strength=0.25)


def buoys_in_snow(seed: int = 13) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311
    picture = b.gradient(
        SIZE, (0, (96, 120, 140)), (0.5, (176, 196, 204)), (0.58, (206, 216, 216)),
        (0.585, (92, 128, 140)), (1, (28, 62, 80)),
    )  # fmt: skip
    b.land(picture, b.ridge(WIDTH, 610, 40, chance), (142, 164, 174))
    picture = _repainted_below(picture, 634, keep=0.6)
    shapes.buoy(picture, (620, 820), 1.5, (176, 40, 40), can=True)
    shapes.buoy(picture, (1330, 730), 0.8, (34, 112, 78), can=False)
    shapes.buoy(picture, (1560, 676), 0.35, (176, 40, 40), can=True)
    _snow(picture, chance)
    return _finished(picture, chance)


def _finished(picture: Image.Image, chance: random.Random, *, strength=0.35) -> Image.Image:
    return b.grain(b.vignette(picture, strength=strength), chance)


def _headland(chance: random.Random) -> list[b.Point]:
    rough = b.ridge(WIDTH, 0, 9, chance, rough=0.7)
    return [(x, y + _cliff(x)) for x, y in rough]


def _cliff(x: float) -> float:
    """Height of the headland's edge: the sea at the left, a cliff with a flat top at the right."""
    share = min(1.0, max(0.0, (x - 900) / 330))
    return 1090 - 395 * (share * share * (3 - 2 * share)) + max(0, x - 1500) * 0.06


def _repainted_below(picture: Image.Image, horizon: int, *, keep=0.45) -> Image.Image:
    """Return the picture with what stands above the horizon mirrored, blurred, in the water."""
    sea = picture.crop((0, horizon, WIDTH, HEIGHT))
    depth = HEIGHT - horizon
    above = picture.crop((0, max(0, horizon - depth), WIDTH, horizon))
    above = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(sea.size)
    above = above.filter(ImageFilter.BoxBlur((14, 5)))
    picture.paste(Image.blend(above, sea, keep), (0, horizon))
    return picture


def _sand(picture: Image.Image, chance, outline: list[b.Point], colour: b.Colour) -> Image.Image:
    """Return the picture with a bank of sand from ``outline`` down, pools shining between its ribs."""
    bank = Image.new("L", SIZE)
    ImageDraw.Draw(bank).polygon([*outline, (WIDTH, HEIGHT), (0, HEIGHT)], fill=255)
    pools = b.levels(b.noise(SIZE, chance, cells=(2, 34), octaves=4), 150, 176, most=200)
    sand = Image.new("RGB", SIZE, colour)
    edge = ImageChops.subtract(bank, ImageChops.offset(bank, 0, 5))
    picture.paste(sand, (0, 0), ImageChops.subtract(bank, pools))
    return b.shine(picture, edge.point(lambda value: value // 5), (255, 206, 180))


def _heaped_clouds(picture: Image.Image, chance: random.Random) -> None:
    for x, y, size in ((250, 800, 1.0), (820, 830, 0.6), (1790, 790, 1.1), (1240, 842, 0.4)):
        mask = Image.new("L", SIZE)
        draw = ImageDraw.Draw(mask)
        for _ in range(60):
            reach = chance.gauss(0, 1)
            r = size * chance.uniform(18, 70) * max(0.25, 1 - abs(reach) / 2.6)
            cx, cy = (
                x + reach * 130 * size,
                y - chance.random() * 120 * size * max(0, 1 - abs(reach) / 2),
            )
            draw.ellipse((cx - r, cy - r, cx + r, min(cy + r, y + 16)), fill=255)
        soft = mask.filter(ImageFilter.GaussianBlur(4))
        lit = b.gradient(SIZE, (0, (255, 253, 248)), (0.68, (255, 250, 240)), (0.78, (176, 190, 206)),
                         (1, (150, 170, 190)))  # fmt: skip
        picture.paste(lit, (0, 0), soft.point(lambda value: value * 9 // 10))


def _fog(chance: random.Random, level: int) -> Image.Image:
    """Return a mask of fog that lies in a band around ``level``."""
    banks = b.levels(b.noise(SIZE, chance, cells=(2, 4)), 70, 190, most=225)
    share = level / HEIGHT
    band = b.gradient(
        SIZE, (0, (0,) * 3), (max(0.01, share - 0.12), (30,) * 3), (share + 0.03, (255,) * 3),
        (min(0.99, share + 0.2), (20,) * 3), (1, (0,) * 3),
    )  # fmt: skip
    return Image.composite(banks, Image.new("L", SIZE), band.convert("L"))


def _snow(picture: Image.Image, chance: random.Random) -> None:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for _ in range(900):
        x, y, r = (
            chance.uniform(0, WIDTH),
            chance.uniform(0, HEIGHT),
            chance.choice((1, 1.5, 2, 3, 5)),
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.randint(90, 230))
    b.veil(picture, mask.filter(ImageFilter.GaussianBlur(1)), (246, 250, 252))

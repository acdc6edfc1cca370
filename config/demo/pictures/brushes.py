"""What the demo's pictures are painted with; every stroke is reproducible from a seed."""

import math
import random
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]


def gradient(size: tuple[int, int], *stops: tuple[float, Colour]) -> Image.Image:
    """Return a picture that goes from colour to colour, top to bottom; stops are shares of height."""
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), _between(stops, y / 255))
    return column.resize(size, Image.Resampling.BICUBIC)


def _between(stops: tuple[tuple[float, Colour], ...], share: float) -> Colour:
    for (start, first), (end, second) in pairwise(stops):
        if share <= end:
            part = max(0.0, (share - start) / (end - start))
            return tuple(round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return stops[-1][1]


def ridge(width: int, level: float, height: float, chance: random.Random, *, rough=0.55) -> list:
    """Return the outline of hills: points from left to right, around ``level``."""
    points = [chance.uniform(-1, 1) for _ in range(3)]
    reach = 1.0
    while len(points) < 200:
        reach *= rough
        middles = [(a + b) / 2 + chance.uniform(-reach, reach) for a, b in pairwise(points)]
        points = [p for pair in zip(points, middles, strict=False) for p in pair] + [points[-1]]
    step = width / (len(points) - 1)
    return [(index * step, level - height * value) for index, value in enumerate(points)]


def land(picture: Image.Image, outline: list[Point], colour: Colour) -> None:
    """Fill everything below an outline."""
    width, height = picture.size
    ImageDraw.Draw(picture).polygon([*outline, (width, height), (0, height)], fill=colour)


def noise(
    size: tuple[int, int], chance: random.Random, *, cells: tuple[int, int], octaves=5
) -> Image.Image:
    """Return grey clouds of noise; ``cells`` says how many stand side by side and above each other."""
    mixed = Image.new("L", size, 128)
    across, down = cells
    for octave in range(octaves):
        small = (max(2, across << octave), max(2, down << octave))
        layer = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
        layer = layer.resize(size, Image.Resampling.BICUBIC)
        mixed = Image.blend(mixed, layer, 0.5 if octave == 0 else 0.5 ** (octave * 0.8 + 0.6))
    return mixed


def levels(mask: Image.Image, dark: int, light: int, *, most=255) -> Image.Image:
    """Stretch a grey picture so that ``dark`` becomes 0 and ``light`` becomes ``most``."""
    return mask.point([_level(value, dark, light, most) for value in range(256)])


def _level(value: int, dark: int, light: int, most: int) -> int:
    share = min(1.0, max(0.0, (value - dark) / (light - dark)))
    return round(most * share * share * (3 - 2 * share))


def veil(picture: Image.Image, mask: Image.Image, colour: Colour) -> None:
    """Lay a colour over the picture where the mask is light."""
    picture.paste(Image.new("RGB", picture.size, colour), (0, 0), mask)


def shine(picture: Image.Image, mask: Image.Image, colour: Colour) -> Image.Image:
    """Return the picture with light of a colour added where the mask is light."""
    coloured = Image.merge("RGB", [mask.point(lambda v, c=c: v * c // 255) for c in colour])
    return ImageChops.screen(picture, coloured)


def disc(size: tuple[int, int], centre: Point, radius: float, *, most=255) -> Image.Image:
    """Return a mask with a spot that fades outwards."""
    side = round(radius * 2)
    spot = ImageChops.invert(Image.radial_gradient("L")).resize((side, side))
    spot = levels(spot, 74, 255, most=most)  # Pillow's gradient reaches 181 at its edge
    mask = Image.new("L", size)
    mask.paste(spot, (round(centre[0] - radius), round(centre[1] - radius)))
    return mask


def beam(
    size: tuple[int, int], source: Point, angle: float, *, spread=3.0, length=1700, most=150
) -> Image.Image:
    """Return a mask with a ray of light from ``source``; angles in degrees, 0 to the right."""
    mask = Image.new("L", size)
    edges = [math.radians(angle + side * spread) for side in (-1, 1)]
    ends = [(source[0] + length * math.cos(a), source[1] + length * math.sin(a)) for a in edges]
    ImageDraw.Draw(mask).polygon([source, *ends], fill=most)
    mask = mask.filter(ImageFilter.GaussianBlur(size[0] / 220))
    return ImageChops.multiply(mask, disc(size, source, length))


def stars(picture: Image.Image, chance: random.Random, *, count: int, lowest: float) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(count):
        x, y = chance.uniform(0, picture.width), lowest * chance.random() ** 1.3
        bright = chance.randint(60, 255)
        r = picture.width / 1600 * chance.choice((0.5, 0.7, 0.9, 1.4))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(bright, bright, min(255, bright + 20)))


def ripples(
    picture: Image.Image, chance: random.Random, *, top: float, bottom: float, x: float, colour: Colour,
    count=420, reach=0.1,
) -> Image.Image:  # fmt: skip
    """Return the picture with the glitter of a light at ``x`` on water, wider and coarser below."""
    mask = Image.new("L", picture.size)
    draw = ImageDraw.Draw(mask)
    for _ in range(count):
        near = chance.random() ** 1.4
        y = top + (bottom - top) * near
        centre = x + chance.gauss(0, picture.width * reach * (0.25 + near))
        half = picture.width * (0.004 + 0.035 * near) * chance.random()
        thick = max(1.0, picture.height * 0.0035 * near)
        draw.rectangle((centre - half, y, centre + half, y + thick), fill=chance.randint(50, 200))
    return shine(picture, mask.filter(ImageFilter.GaussianBlur(picture.width / 1600)), colour)


def grain(picture: Image.Image, chance: random.Random, *, strength=0.045) -> Image.Image:
    """Return the picture with the tooth of paper."""
    width, height = picture.size
    paper = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    paper = levels(paper.filter(ImageFilter.GaussianBlur(0.7)), 60, 196)
    rough = ImageChops.overlay(picture, Image.merge("RGB", [paper] * 3))
    return Image.blend(picture, rough, strength * 2)


def vignette(picture: Image.Image, *, strength=0.35) -> Image.Image:
    edge = Image.radial_gradient("L").resize(picture.size)
    dark = ImageChops.multiply(picture, Image.new("RGB", picture.size, (40, 40, 70)))
    return Image.composite(dark, picture, levels(edge, 110, 255, most=round(255 * strength)))

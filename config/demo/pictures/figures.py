"""Drawings that explain: how lights are told apart, and how fast a tide rises."""

import math

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (1600, 900)
NIGHT, PAPER, INK, SOFT = (13, 20, 44), (246, 241, 230), (38, 44, 58), (150, 150, 150)
WARM, RED, GREEN = (255, 224, 150), (240, 92, 84), (90, 200, 140)
SECONDS = 24  # of each light that the figure shows

# Abbreviation on charts, period in seconds, when the light is on (from, to), colour.
LIGHTS = (
    ("Fl 5s", 5, ((0, 0.35),), WARM),
    ("Fl(2) 10s", 10, ((0, 0.5), (1.8, 2.3)), WARM),
    ("Fl(3) R 15s", 15, ((0, 0.5), (2, 2.5), (4, 4.5)), RED),
    ("Oc 6s", 6, ((0, 4.5),), WARM),
    ("Iso G 4s", 4, ((0, 2),), GREEN),
    ("Q", 1, ((0, 0.3),), WARM),
)
TWELFTHS = (1, 2, 3, 3, 2, 1)


def lights_told_apart() -> Image.Image:
    """Return six lights, each a strip of night that runs from left to right for 24 seconds."""
    picture = Image.new("RGB", SIZE, NIGHT)
    lit = Image.new("RGB", SIZE, NIGHT)
    left, right, row = 340, 1540, 122
    scale = (right - left) / SECONDS
    for number, (name, period, phases, colour) in enumerate(LIGHTS):
        y = 70 + number * row
        words(picture, (60, y + 22), name, 40, (226, 228, 236))
        for image in (picture, lit):
            _strip(image, (left, y, right), scale, period, phases, colour)
    glow = lit.filter(ImageFilter.GaussianBlur(16))
    picture = Image.blend(picture, Image.composite(glow, picture, _lighter(glow)), 0.55)
    draw = ImageDraw.Draw(picture)
    for second in range(0, SECONDS + 1, 4):
        x = left + second * scale
        draw.line([(x, 800), (x, 812)], fill=SOFT, width=2)
        words(picture, (x, 834), f"{second} s", 28, SOFT, anchor="mm")
    return picture


def _strip(image, place, scale, period, phases, colour) -> None:
    left, y, right = place
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((left, y, right, y + 84), radius=10, fill=(22, 32, 62))
    for cycle in range(math.ceil(SECONDS / period)):
        for start, end in phases:
            x, to = (left + (cycle * period + moment) * scale for moment in (start, end))
            if x < right:
                draw.rounded_rectangle((x, y + 8, min(to, right), y + 76), radius=5, fill=colour)


def _lighter(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda value: min(255, value * 2))


def rule_of_twelfths() -> Image.Image:
    """Return the six hours of a rising tide: bars for its twelfths, a curve for its height."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    left, base, step, unit = 160, 760, 220, 50
    risen = 0
    for hour, part in enumerate(TWELFTHS):
        x = left + hour * step
        for twelfth in range(part):
            y = base - (risen + twelfth) * unit
            blue = 236 - 10 * (risen + twelfth)
            draw.rectangle((x + 14, y - unit + 5, x + step - 14, y - 3), fill=(108, 152, blue))
        risen += part
        words(picture, (x + step / 2, base + 44), f"{hour + 1}", 40, INK, anchor="mm")
        words(picture, (x + step / 2, base + 88), f"{part}/12", 30, (110, 110, 116), anchor="mm")
    curve = [
        (left + hours * step / 60, base - 6 * unit * (1 - math.cos(math.pi * hours / 360)))
        for hours in range(361)
    ]
    draw.line(curve, fill=(196, 84, 60), width=7, joint="curve")
    draw.line([(left - 20, base), (left + 6 * step + 20, base)], fill=INK, width=3)
    words(picture, (left, 90), "How much of the rise each hour brings", 44, INK)
    return picture


def words(picture, at, words: str, size: int, colour, *, anchor="la") -> None:
    """Write ``words`` into the picture, in the one letter that Pillow brings along."""
    draw = ImageDraw.Draw(picture)
    draw.text(at, words, fill=colour, font=ImageFont.load_default(size), anchor=anchor)

"""
What is drawn with the owner's accent colour, and whether it can be read. Pure.

The same sums as in static/css/base.css, where browsers do them: lightness is bounded, so that the hue is
the owner's and the contrast the house's.
"""

import re
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

HEX = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # : 1, of text (WCAG 2.2, 1.4.3)

Rgb = tuple[float, float, float]  # each from 0 to 1, as sRGB
# Pairs are (light, dark), as in base.css.
PAPER = ("#fdfdfb", "#141816")
SHEET = ("#eef2ed", "#1b211e")
ON_ACCENT = ("#ffffff", "#10201a")
_BOUNDS = ((0.0, 0.44, 0.15), (0.79, 1.0, 0.11))  # lightness from, to; most chroma
_TINTS = ((0.93, 0.03), (0.31, 0.035))  # lightness, most chroma

# Source: Björn Ottosson, "A perceptual color space for image processing", 2020 (OKLab).
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LAB_TO_LMS = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_LMS_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@dataclass(frozen=True)
class Drawn:
    """One theme: what is drawn with the accent, as "#rrggbb", and the least contrast that text has."""

    paper: str
    ink: str
    tint: str
    on_ink: str
    contrast: float

    @property
    def is_readable(self) -> bool:
        return self.contrast >= ENOUGH


def drawn(accent: str) -> tuple[Drawn, Drawn]:
    """Return what is drawn with ``accent`` ("#rrggbb") on light pages and on dark ones."""
    lightness, chroma, hue = _oklch(accent)
    themes = []
    for theme, (least, most, most_chroma) in enumerate(_BOUNDS):
        ink = _hex(min(max(lightness, least), most), min(chroma, most_chroma), hue)
        tint_lightness, tint_chroma = _TINTS[theme]
        tint = _hex(tint_lightness, min(chroma, tint_chroma), hue)
        grounds = (PAPER[theme], SHEET[theme], tint, ON_ACCENT[theme])
        least_contrast = min(contrast(ink, ground) for ground in grounds)
        themes.append(Drawn(PAPER[theme], ink, tint, ON_ACCENT[theme], least_contrast))
    return themes[0], themes[1]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Rgb:
    values = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def _times(matrix, vector) -> Rgb:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _oklch(colour: str) -> tuple[float, float, float]:
    roots = (value ** (1 / 3) for value in _times(_TO_LMS, _linear(colour)))
    lightness, a, b = _times(_TO_LAB, tuple(roots))
    return lightness, hypot(a, b), atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour as screens show it; what they cannot show is cut, as browsers do."""
    lms = _times(_LAB_TO_LMS, (lightness, chroma * cos(hue), chroma * sin(hue)))
    linear = _times(_LMS_TO_RGB, tuple(value**3 for value in lms))
    return "#" + "".join(f"{round(255 * _gamma(min(max(v, 0), 1))):02x}" for v in linear)


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055

"""Which renditions a picture gets: shapes, sizes, names. Values alone; nothing is drawn here."""

import re
from typing import NamedTuple

FOLDER = "renditions"
NEAR = 1.2  # two widths closer than this are one: the bytes saved are not worth a file


class Shape(NamedTuple):
    """``ratio`` is width : height, None for the picture's own; ``widths`` are in pixels."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]


# Widths are those of the columns in static/css at one and two pixels a dot.
SHAPES = {
    "whole": Shape(None, (480, 800, 1200, 1600)),  # in an article: its cover and its figures
    "wide": Shape((16, 9), (480, 800, 1200, 1600)),  # the lead of the front page
    "card": Shape((3, 2), (160, 320, 480, 800)),  # all other cards
    "square": Shape((1, 1), (80, 160, 320)),  # portraits
}

_RENDITION = re.compile(FOLDER + r"/([0-9a-f]{2}/[0-9a-f]{32})-[0-9a-f]{8}-[a-z]+-\d+\.webp")
Plan = dict[str, list[int]]  # the widths of each shape, and the focal point in thousandths


def plan(width: int, height: int, focus: tuple[float, float]) -> Plan:
    """Return the renditions that a picture of this size shall have; a shape has at least one."""
    widths = {name: _widths(shape, width, height) for name, shape in SHAPES.items()}
    return {**widths, "focus": [round(1000 * share) for share in focus]}


def height_of(shape: str, width: int, original: tuple[int, int]) -> int:
    """Return how high a rendition of ``width`` is, one pixel at the least."""
    across, down = SHAPES[shape].ratio or original
    return max(1, round(width * down / across))


def rendition_name(file: str, key: str, shape: str, width: int) -> str:
    """Return where a rendition of the picture in ``file`` lies; ``key`` is new with every making."""
    return f"{FOLDER}/{file.split('/')[-2]}/{stem(file)}-{key}-{shape}-{width}.webp"


def originals_of(name: str) -> list[str]:
    """Return where the original of a rendition may lie; nothing where ``name`` is none."""
    part = _RENDITION.fullmatch(name)
    return [f"images/{part[1]}.{ending}" for ending in ("jpg", "webp")] if part else []


def stem(file: str) -> str:
    """Return what the names of a picture's file and of all its renditions have in common."""
    return file.rpartition("/")[2].partition(".")[0]


def _widths(shape: Shape, width: int, height: int) -> list[int]:
    """Return those widths for which the original has the pixels, and its own where it lies between."""
    most = width
    if shape.ratio:
        across, down = shape.ratio
        most = max(1, min(width, height * across // down))
    fitting = [candidate for candidate in shape.widths if candidate <= most]
    is_between = not fitting or (fitting[-1] < shape.widths[-1] and most > NEAR * fitting[-1])
    return [*fitting, most] if is_between else fitting

"""Pictures inside safe HTML: which there are, and at which sizes browsers may fetch them. Pure."""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

# As wide as the column of text (--measure of static/css/base.css), on a phone as the page.
SIZES = "(width < 44rem) 94vw, 41rem"

_IMG = re.compile(r'<img\b(?:[^<>"]|"[^"]*")*>')
_DRESSED = re.compile(
    r'<picture><source\b(?:[^<>"]|"[^"]*")*>(<img\b(?:[^<>"]|"[^"]*")*>)</picture>'
)
_SRC = re.compile(r'(?<=\ssrc=")([^"]*)(?=")')
_SIDE = re.compile(r'\s(width|height)="(\d+)"')


class Figure(NamedTuple):
    """A stored picture: its address, its size in pixels, and its renditions as a ``srcset``."""

    url: str
    width: int
    height: int
    srcset: str = ""


def addresses(text: str) -> set[str]:
    """Return the addresses of all pictures in safe HTML."""
    return {html.unescape(url) for tag in _IMG.findall(text) for url in _SRC.findall(tag)}


def dressed(text: str, figures: Mapping[str, Figure]) -> str:
    """
    Return safe HTML in which the pictures named in ``figures`` carry their renditions and size.

    All others lose what they carried. Twice changes nothing.
    """

    def dress(match: re.Match) -> str:
        src = _SRC.search(match[0])
        figure = figures.get(html.unescape(src[0])) if src else None
        return _dressed(match[0], figure) if figure else match[0]

    return _IMG.sub(dress, undressed(text))


def undressed(text: str) -> str:
    """Return safe HTML with plain pictures, as feed readers know them."""
    return _DRESSED.sub(r"\1", text)


def repointed(text: str, old: str, new: Figure) -> str:
    """Return HTML, also as it was typed, in which one picture has taken the place of another."""

    def repoint(match: re.Match) -> str:
        return _sized(match[0], new) if old in match[0] else match[0]

    return _IMG.sub(repoint, text).replace(old, new.url)


def _dressed(tag: str, figure: Figure) -> str:
    if "width" not in dict(_SIDE.findall(tag)):
        tag = _sized(tag, figure)
    if not figure.srcset:
        return tag
    source = f'<source type="image/webp" srcset="{html.escape(figure.srcset)}" sizes="{SIZES}">'
    return f"<picture>{source}{tag}</picture>"


def _sized(tag: str, figure: Figure) -> str:
    """Give the picture its proportions, at the width that its author chose where it has one."""
    chosen = dict(_SIDE.findall(tag)).get("width")
    width = min(int(chosen), figure.width) if chosen else figure.width
    height = max(1, round(width * figure.height / max(figure.width, 1)))
    return _SIDE.sub("", tag).replace("<img", f'<img width="{width}" height="{height}"', 1)

"""The drawn portrait of somebody without a picture: initials on a colour. Values alone."""

import re
import zlib
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

# Each is dark enough for white letters (4.5:1 at least), and stands on light and dark pages alike.
COLOURS = (
    "#9b2c2c",
    "#9c4221",
    "#7b5414",
    "#3f6212",
    "#1f6b52",
    "#155e75",
    "#2a4f9c",
    "#5b3fa8",
    "#86358f",
    "#9d2a63",
)
LETTER_COLOUR = "#ffffff"
WORD = re.compile(r"[^\W_]+")
KEPT_DRAWINGS = 2048  # the people of a long discussion; about half a kilobyte each


def initials(name: str) -> str:
    """Return two capital letters, of the first word and the last; "?" where there is none."""
    words = WORD.findall(name)
    letters = [word[0].upper()[0] for word in (words[:1] + words[1:][-1:])]
    return "".join(letters) or "?"


def colour(name: str) -> str:
    """Return the same colour for the same name, everywhere and always."""
    known_as = " ".join(name.casefold().split())
    return COLOURS[zlib.crc32(known_as.encode("utf-8", "replace")) % len(COLOURS)]


@lru_cache(maxsize=KEPT_DRAWINGS)
def drawn_portrait(name: str, size: int) -> SafeString:
    """Return an SVG element, ``size`` pixels wide. It decorates: the name stands beside it."""
    return format_html(
        '<svg class="portrait" width="{size}" height="{size}" viewBox="0 0 40 40"'
        ' aria-hidden="true" focusable="false"><rect width="40" height="40" fill="{fill}"/>'
        '<text x="20" y="20" dy=".35em" text-anchor="middle" font-size="16"'
        ' fill="{letters}">{initials}</text></svg>',
        size=size,
        fill=colour(name),
        letters=LETTER_COLOUR,
        initials=initials(name),
    )

"""Addresses of headings inside a page, made from their words."""

import html
import re
from typing import NamedTuple

from bleach.html5lib_shim import Filter
from django.utils.text import slugify

PREFIX = "section-"  # keeps a heading "Comments" from taking the name of a part of the page
MAX_ID = 60  # characters
_HEADINGS = {"h2", "h3", "h4"}
_FINISHED = re.compile(r'<h([23])\b[^<>]*\bid="([^"]+)"[^<>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


class HeadingIds(Filter):
    """Gives each heading an id from its text; equal ones are counted."""

    def __iter__(self):
        taken: set[str] = set()
        heading: list[dict] = []
        for token in super().__iter__():
            starts = _is_heading(token, "StartTag")
            if heading and (starts or _is_heading(token, "EndTag")):
                heading[0]["data"][None, "id"] = _free(_slug(heading), taken)
                yield from heading
                heading = []
            if heading or starts:
                heading.append(token)
            else:
                yield token


def _is_heading(token: dict, kind: str) -> bool:
    return token["type"] == kind and token["name"] in _HEADINGS


def _slug(tokens: list[dict]) -> str:
    words = "".join(
        token["data"]
        if token["type"] in ("Characters", "SpaceCharacters")
        else html.unescape(f"&{token['name']};")
        for token in tokens
        if token["type"] in ("Characters", "SpaceCharacters", "Entity")
    )
    return PREFIX + (slugify(words, allow_unicode=True)[:MAX_ID].strip("-") or "1")


def _free(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return candidate


class Heading(NamedTuple):
    """A line of a list of contents."""

    level: int
    id: str
    text: str


def contents(text: str) -> list[Heading]:
    """Return the first two levels of headings in HTML that article_html made, in order."""
    return [
        Heading(int(level), html.unescape(place), html.unescape(_TAG.sub("", words)).strip())
        for level, place, words in _FINISHED.findall(text)
    ]

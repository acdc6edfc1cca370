"""Plain text out of a letter's HTML, so that both always say the same; knows only our own letters."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "blockquote", "ul", "ol", "li", "div", "pre", "hr", "tr", "td"}
VOID = {"br", "img", "hr", "meta", "link", "wbr"}
SIGNATURE = "-- "  # of mail since Usenet: what follows is left out of an answer


@dataclass(frozen=True, slots=True)
class Plain:
    subject: str
    text: str


def read(html: str) -> Plain:
    """
    Return the subject (``<title>``) and the text of a letter.

    Its words stand in ``class="words"``, its signature in ``class="foot"``; ``class="html-only"`` is
    left out. A link is followed by its address, unless it is its address; in ``class="act"`` below it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    words, foot = _tidy(reader.blocks["words"]), _tidy(reader.blocks["foot"])
    return Plain(" ".join(reader.title.split()), f"{words}\n\n{SIGNATURE}\n{foot}\n")


@dataclass(slots=True)
class _Block:
    quotes: int = 0
    is_item: bool = False
    text: str = ""

    def lines(self) -> list[str]:
        begin = "> " * self.quotes
        dash = "- " if self.is_item else ""
        return [
            (begin + (dash if not number else " " * len(dash)) + " ".join(line.split())).rstrip()
            for number, line in enumerate(self.text.strip().split("\n"))
        ]


class _Reader(HTMLParser):
    """Fills ``title`` and ``blocks`` (a list of _Block for each named part)."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.blocks: dict[str, list[_Block]] = {"words": [_Block()], "foot": [_Block()]}
        self._open: list[tuple[str, set[str], str]] = []  # tag, classes, address
        self._label = ""

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            classes = set(attributes.get("class", "").split())
            self._open.append((tag, classes, attributes.get("href", "")))
        if tag == "br":
            self._write("\n")
        elif tag == "a":
            self._label = ""
        elif tag in BLOCKS:
            self._begin()

    def handle_endtag(self, tag):
        if tag in VOID or not self._open:
            return
        if tag == "a":
            self._write_address(self._open[-1][2])
        self._open.pop()
        if tag in BLOCKS:
            self._begin()

    def handle_data(self, data):
        if self._open and self._open[-1][0] == "title":
            self.title += data
        else:
            text = re.sub(r"\s+", " ", data)
            self._label += text
            self._write(text)

    def _write_address(self, address: str) -> None:
        if address and self._label.strip() != address:
            self._write(f":\n{address}" if self._is_in("act") else f" <{address}>")

    def _write(self, text: str) -> None:
        if blocks := self._blocks():
            blocks[-1].text += text

    def _begin(self) -> None:
        if blocks := self._blocks():
            tags = [tag for tag, _classes, _address in self._open]
            blocks.append(_Block(tags.count("blockquote"), bool(tags) and tags[-1] == "li"))

    def _blocks(self) -> list[_Block] | None:
        if self._is_in("html-only"):
            return None
        return next((self.blocks[name] for name in self.blocks if self._is_in(name)), None)

    def _is_in(self, name: str) -> bool:
        return any(name in classes for _tag, classes, _address in self._open)


def _tidy(blocks: list[_Block]) -> str:
    """Return the blocks, an empty line between them, within a quotation a quoted one."""
    told: list[str] = []
    before = None
    for block in blocks:
        if not block.text.strip():
            continue
        if before is not None and not (before.is_item and block.is_item):
            told.append(("> " * min(before.quotes, block.quotes)).rstrip())
        told += block.lines()
        before = block
    return "\n".join(told)

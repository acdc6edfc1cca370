"""What is left of safe HTML when it is read as plain text: for lists, feeds, search and counts."""

import re
from html.parser import HTMLParser

# Languages written without spaces: two Chinese or Japanese characters take the time of a word, four
# of Thai, Lao, Burmese or Khmer.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,2}"
    "|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,4}"
    "|[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_LETTER = re.compile(r"\w")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_ENDING = " ,;:–—-(/“„«¿¡"  # what an ellipsis does not follow
_INLINE = "a abbr b cite code del em i ins kbd mark q s samp small span strong sub sup time u var"


class _Reader(HTMLParser):
    inline = frozenset(_INLINE.split())

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in self.inline:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.inline:
            self.parts.append("\n")


class _Seer(_Reader):
    """Reads pictures too: what they show, and which file it is."""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "img":
            picture = dict(attrs)
            name = (picture.get("src") or "").rpartition("/")[2]
            self.parts.append(f"[{picture.get('alt') or '–'} · {name}]\n")


def plain_text(html: str) -> str:
    """Return the text of safe HTML, a line for each block; the empty string where there is none."""
    return _read(html, _Reader())


def text_with_pictures(html: str) -> str:
    """Return the text with a line for each picture, to tell versions apart."""
    return _read(html, _Seer())


def _read(html: str, reader: _Reader) -> str:
    reader.feed(html)
    reader.close()
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(reader.parts))).strip()


def excerpt(html: str, words: int) -> str:
    """Return the first words of safe HTML on one line, with an ellipsis where more follow."""
    text = plain_text(html).replace("\n", " ")
    end, found = 0, 0
    for match in _words(text):
        if found == words:
            return text[:end].rstrip(_ENDING) + "…"
        end, found = match.end(), found + 1
    return text


def count_words(html: str) -> int:
    """Return how many words a reader has before them; marks that stand alone are none."""
    return sum(1 for _ in _words(plain_text(html)))


def _words(text: str):
    return (match for match in _WORD.finditer(text) if _LETTER.search(match[0]))

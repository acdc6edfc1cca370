"""The passage of a text that shows why it was found; values alone."""

import re
import unicodedata
from dataclasses import dataclass

from .words import Word, folded

LENGTH = 240  # characters of a passage: three lines on a phone
BEFORE = 60  # of these, so many may stand before the first word that was found


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage; ``is_found`` where it is one of the words that were looked for."""

    text: str
    is_found: bool


class _Letters(dict):
    """Each letter without its accents, one for one, so that places in both texts are the same."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = (folded(chr(code)) or chr(code))[0]
        return letter


_LETTERS = _Letters()


def marked(text: str, words: tuple[Word, ...]) -> list[Piece]:
    """Return the whole of ``text`` in pieces: for titles."""
    text = unicodedata.normalize("NFC", text)
    return _pieces(text, _found(text, words), 0, len(text))


def passage(text: str, words: tuple[Word, ...]) -> list[Piece]:
    """Return where most of the ``words`` stand together; the beginning, where none does."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    found = _found(text, words)
    start = _beginning(text, found)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    pieces = _pieces(text, found, start, end)
    before, after = "… " * (start > 0), " …" * (end < len(text))
    return [Piece(before, is_found=False), *pieces, Piece(after, is_found=False)]


def _found(text: str, words: tuple[Word, ...]) -> list[re.Match]:
    if not words:
        return []
    spellings = (_spelled(word) for word in words)
    # What an index takes for the end of a word, an underscore among others, is one here as well.
    pattern = r"(?<![^\W_])(?:" + "|".join(f"({spelling})" for spelling in spellings) + ")"
    return list(re.finditer(pattern, _plain(text)))


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def _spelled(word: Word) -> str:
    """Return the pattern of a word in any of its forms."""
    end = r"\w*" if word.is_beginning else r"\b"
    texts = (re.escape(text).replace(r"\ ", r"[\W_]+") for text in (word.text, *word.forms))
    return f"(?:{'|'.join(texts)}){end}"


def _beginning(text: str, found: list[re.Match]) -> int:
    """Return where the passage with the most different words begins, the first of several."""
    best, most = 0, 0
    for number, match in enumerate(found):
        near = {match.lastindex}
        for other in found[number + 1 :]:
            if other.end() - match.start() > LENGTH - BEFORE:
                break
            near.add(other.lastindex)
        if len(near) > most:
            best, most = match.start(), len(near)
    if best <= BEFORE:
        return 0
    space = text.find(" ", best - BEFORE, best)
    return space + 1 if space >= 0 else best


def _pieces(text: str, found: list[re.Match], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for match in found:
        if match.start() < at or match.end() > end:
            continue
        pieces.append(Piece(text[at : match.start()], is_found=False))
        pieces.append(Piece(text[match.start() : match.end()], is_found=True))
        at = match.end()
    pieces.append(Piece(text[at:end], is_found=False))
    return [piece for piece in pieces if piece.text]

"""
Lists of words that a text is held against: whole words, ``*`` for any letters, case and accents folded.

A list is compiled once and finds the first of its entries in time that grows with the text, hostile
texts included: there is no regular expression that could backtrack. Pure.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

STAR = "*"
MAX_ENTRY = 60  # characters: bounds how deep a walk through a list can go
MAX_ENTRIES = 5_000  # a list; compiled it takes some 5 MB
_END = None  # the key in a trie at which entries end


class _Letters(dict):
    """What becomes of each character: kept, dropped (accents, joiners), or a gap between words."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if unicodedata.combining(letter) or category == "Cf":
            self[code] = ""
        else:
            is_kept = letter.isalnum() or category[0] == "M" or letter == STAR
            self[code] = letter if is_kept else " "
        return self[code]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """Return the text without case, accents and punctuation: words with gaps between them."""
    upper = unicodedata.normalize("NFKD", text.upper())
    return unicodedata.normalize("NFKD", upper.translate(_LETTERS).casefold())


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in their order; an asterisk in it is a gap."""
    return folded(text).replace(STAR, " ").split()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A single word with asterisks, in the pieces between them; ``entry`` as its writer wrote it."""

    entry: str
    pieces: tuple[str, ...]

    def matches(self, word: str) -> bool:
        head, *middle, tail = self.pieces
        if len(word) < len(head) + len(tail) or not word.startswith(head):
            return False
        place, end = len(head), len(word) - len(tail)
        for piece in middle:
            place = word.find(piece, place, end)
            if place < 0:
                return False
            place += len(piece)
        return word.endswith(tail)


class WordList:
    """Entries compiled for finding: words, phrases of plain words, and words with asterisks."""

    def __init__(self, entries: Iterable[str]):
        self._words: dict[str, str] = {}
        self._phrases: dict[tuple[str, ...], str] = {}
        self._heads, self._tails, self._middles = {}, {}, {}
        self._beginnings: set[str] = set()  # of what is filed in _middles, two letters each
        for entry in entries:
            self._add(entry.strip())
        self._lengths = sorted({len(phrase) for phrase in self._phrases})
        self._has_patterns = bool(self._heads or self._tails or self._middles)

    def __bool__(self) -> bool:
        return bool(self._words or self._phrases or self._has_patterns)

    def find(self, text: str) -> str:
        """Return the entry that the text meets first, "" where it meets none."""
        if not self:
            return ""
        words = words_of(text)
        known: dict[str, str] = {}
        for place, word in enumerate(words):
            if word not in known:
                known[word] = self._find_word(word)
            if found := known[word] or self._find_phrase(words, place):
                return found
        return ""

    def _add(self, entry: str) -> None:
        if problem_of(entry):
            return
        words = folded(entry).split()
        if len(words) > 1:
            self._phrases.setdefault(tuple(words), entry)
        elif STAR not in words[0]:
            self._words.setdefault(words[0], entry)
        else:
            self._add_pattern(Pattern(entry, tuple(_pieces(words[0]))))

    def _add_pattern(self, pattern: Pattern) -> None:
        """File it under its longest fixed piece, so that few words come into question."""
        head, *middle, tail = pattern.pieces
        if not (head or tail):
            piece = max(middle, key=len)
            self._beginnings.add(piece[:2])
            _plant(self._middles, piece, pattern)
        elif len(head) >= len(tail):
            _plant(self._heads, head, pattern)
        else:
            _plant(self._tails, tail[::-1], pattern)

    def _find_word(self, word: str) -> str:
        if word in self._words:
            return self._words[word]
        if not self._has_patterns:
            return ""
        tried = set()
        for pattern in self._candidates(word):
            if pattern not in tried and pattern.matches(word):
                return pattern.entry
            tried.add(pattern)
        return ""

    def _candidates(self, word: str) -> Iterator[Pattern]:
        yield from _walk(self._heads, word, 0)
        if self._tails:
            yield from _walk(self._tails, word[::-1], 0)
        beginnings = self._beginnings
        for start in range(len(word) if beginnings else 0):
            if word[start : start + 2] in beginnings or word[start] in beginnings:
                yield from _walk(self._middles, word, start)

    def _find_phrase(self, words: list[str], place: int) -> str:
        for length in self._lengths:
            if found := self._phrases.get(tuple(words[place : place + length])):
                return found
        return ""


@lru_cache(maxsize=16)
def word_list(text: str) -> WordList:
    """Return the compiled list of a text with an entry a line; the same text is compiled once."""
    return WordList(text.splitlines())


def problem_of(entry: str) -> str:
    """Return why an entry could never match or matches everything: a key of PROBLEMS; "" for a good one."""
    words = folded(entry).split()
    if len(entry) > MAX_ENTRY:
        return "long"
    if not any(word.strip(STAR) for word in words):
        return "empty"
    return "phrase" if len(words) > 1 and any(STAR in word for word in words) else ""


def matches(pattern: str, text: str) -> bool:
    """Whether a text as a whole, such as an address, fits a pattern with asterisks, in any case."""
    pattern, text = pattern.casefold(), text.casefold()
    if STAR not in pattern:
        return pattern == text
    return Pattern(pattern, tuple(_pieces(pattern))).matches(text)


def _pieces(word: str) -> list[str]:
    """Return what stands between the asterisks: head, middle pieces, tail."""
    head, *rest = word.split(STAR)
    return [head, *filter(None, rest[:-1]), *rest[-1:]]


def _plant(trie: dict, letters: str, pattern: Pattern) -> None:
    for letter in letters:
        trie = trie.setdefault(letter, {})
    trie.setdefault(_END, []).append(pattern)


def _walk(trie: dict, word: str, start: int) -> Iterator[Pattern]:
    """Yield the patterns whose filed piece stands in the word at ``start``."""
    for place in range(start, len(word)):
        trie = trie.get(word[place])
        if trie is None:
            return
        if _END in trie:
            yield from trie[_END]

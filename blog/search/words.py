"""What somebody typed, as the words to find, in the languages of SQLite's and PostgreSQL's indexes."""

import re
import unicodedata
from dataclasses import dataclass

from content.markup import clean_line

from .forms import beginnings

LONGEST = 200  # characters that are read of what was typed; nobody means more
MOST = 12  # words of it
SHORTEST_BEGINNING = 3  # characters; "a" does not stand for every word that begins with it

_ACCENTS = re.compile("[\u0300-\u036f]")
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')
# As telephones and other languages write them.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or several in a row that were typed in quotes. ``text`` has no accents or capitals."""

    text: str
    spelling: str  # as it was typed: FTS5 folds the accents of Latin letters alone
    is_beginning: bool  # also finds longer words: "tide" finds "tides"
    forms: tuple[str, ...] = ()  # how its other forms begin: "story" also finds "stories"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return all that is looked for in its place."""
        return tuple(dict.fromkeys((self.text, self.spelling.lower(), *self.forms)))


def folded(text: str) -> str:
    """Return ``text`` without accents and in lower case, as the indexes keep it."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text)).lower()


def read(typed: str, language: str = "") -> tuple[Word, ...]:
    """
    Return the words to find in whatever was ``typed``; none where it holds none.

    ``language``: the one that their forms are known in.
    """
    found = []
    for phrase, single in _PARTS.findall(clean_line(typed[:LONGEST]).translate(_QUOTES)):
        spelling = _spoken(unicodedata.normalize("NFC", phrase or single))
        text = _spoken(folded(spelling))
        if text:
            is_beginning = not phrase and len(text) >= SHORTEST_BEGINNING
            forms = beginnings(text, language) if is_beginning else ()
            found.append(Word(text, spelling, is_beginning, forms))
    return tuple(dict.fromkeys(found))[:MOST]


def _spoken(text: str) -> str:
    """Return the letters, figures and the marks on them; all else parts words. "" where there are none."""
    kept = (
        char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in text
    )
    parts = "".join(kept).split()
    return " ".join(part for part in parts if any(char.isalnum() for char in part))


def for_sqlite(words: tuple[Word, ...], *, joined: str = "AND", columns=()) -> str:
    """Return the words in the language of FTS5; each stands in quotes, so that none is an operator."""
    asked = f" {joined} ".join(_either(word) for word in words)
    return f"{{{' '.join(columns)}}} : ({asked})" if columns else asked


def _either(word: Word) -> str:
    end = "*" * word.is_beginning
    alternatives = [f'"{spelling}"{end}' for spelling in word.spellings]
    return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})"


def for_postgresql(words: tuple[Word, ...], *, joined: str = "&") -> str:
    """Return the words in the language of ``to_tsquery``; quoted as well."""

    def one_of(word: Word) -> str:
        end = ":*" * word.is_beginning
        return " | ".join(f"'{text}'{end}" for text in (word.text, *word.forms))

    return f" {joined} ".join(f"({one_of(word)})" for word in words)

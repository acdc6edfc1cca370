"""What changed between two wordings, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """Text as written (unescaped) and whether it is ``kept``, ``gone`` or ``new``."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces of both wordings in reading order; what is gone stands before what is new."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return pieces

"""What changed between two wordings, word by word or line beside line. Pure."""

import re
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import NamedTuple

# Characters of one line times those of the other; two of 3,000 take 0.2 s, longer ones change whole.
MAX_COMPARED = 9_000_000
AROUND = 1  # lines that stay in sight beside one that changed
FEWEST_FOLDED = 3  # lines; fewer take as much room as the word that they are folded
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


class Row(NamedTuple):
    """A line of the one wording beside its counterpart in the other; a side may be empty."""

    kind: str  # "kept" or "changed"
    before: list[Piece]
    after: list[Piece]


def side_by_side(before: str, after: str) -> list[Row]:
    """Return both wordings line by line, those that belong together beside each other."""
    old, new = before.splitlines(), after.splitlines()
    rows = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [Row("kept", [Piece("kept", line)], [Piece("kept", line)]) for line in old[a:b]]
            continue
        pairs = zip_longest(old[a:b], new[c:d], fillvalue="")
        rows += [_changed_row(*pair) for pair in pairs]
    return rows


class Section(NamedTuple):
    """Rows that follow each other; ``is_folded`` where all are kept, and none stands near a changed one."""

    is_folded: bool
    rows: list[Row]


def in_sections(rows: list[Row]) -> list[Section]:
    """Return all ``rows`` again, so that what changed in a long text is found without reading all of it."""
    changed = [place for place, row in enumerate(rows) if row.kind == "changed"]
    near = {place + step for place in changed for step in range(-AROUND, AROUND + 1)}
    sections = []
    for is_near, places in groupby(range(len(rows)), near.__contains__):
        of_section = [rows[place] for place in places]
        is_folded = not is_near and len(of_section) >= FEWEST_FOLDED
        sections.append(Section(is_folded, of_section))
    return sections


def _changed_row(before: str, after: str) -> Row:
    if len(before) * len(after) > MAX_COMPARED:
        pieces = [Piece("gone", before), Piece("new", after)]
    else:
        pieces = difference(before, after)
    return Row(
        "changed",
        [piece for piece in pieces if piece.kind != "new" and piece.text],
        [piece for piece in pieces if piece.kind != "gone" and piece.text],
    )

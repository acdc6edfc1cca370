"""Differences between wordings: both can be read back from them."""

from hypothesis import given
from hypothesis import strategies as st

from content.differences import FEWEST_FOLDED, difference, in_sections, side_by_side


def read(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def test_words_are_compared_not_letters():
    assert difference("The old house.", "The new house.") == [
        ("kept", "The "), ("gone", "old"), ("new", "new"), ("kept", " house."),
    ]  # fmt: skip


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_wordings_can_be_read_back(before, after):
    pieces = difference(before, after)
    assert read(pieces, "kept", "gone") == before
    assert read(pieces, "kept", "new") == after


def test_lines_that_belong_together_stand_beside_each_other():
    rows = side_by_side("One.\nThe old house.\nThree.", "One.\nThe new house.\nThree.\nFour.")
    assert [row.kind for row in rows] == ["kept", "changed", "kept", "changed"]
    assert read(rows[1].before, "gone") == "old"
    assert read(rows[1].after, "new") == "new"
    assert rows[3].before == []


lines = st.lists(st.text(st.characters(whitelist_categories=["L"]), max_size=8), max_size=8)


@given(lines, lines)
def test_both_texts_can_be_read_back_from_the_rows(before, after):
    before, after = (" ".join(each) for each in (before, after))
    rows = side_by_side(before, after)
    for side, text in (("before", before), ("after", after)):
        shown = ["".join(piece.text for piece in getattr(row, side)) for row in rows]
        assert [line for line in shown if line] == [line for line in text.splitlines() if line]


def test_what_did_not_change_is_folded_but_for_the_line_beside_a_change():
    lines = [f"Line {number}." for number in range(9)]
    before, after = "\n".join(lines), "\n".join([*lines[:6], "Changed.", *lines[7:]])
    sections = in_sections(side_by_side(before, after))
    assert [(each.is_folded, len(each.rows)) for each in sections] == [
        (True, 5), (False, 3), (False, 1),
    ]  # fmt: skip


@given(lines, lines)
def test_sections_are_all_rows_and_hide_no_change(before, after):
    rows = side_by_side("\n".join(before), "\n".join(after))
    sections = in_sections(rows)
    assert [row for section in sections for row in section.rows] == rows
    for section in sections:
        if section.is_folded:
            assert len(section.rows) >= FEWEST_FOLDED
            assert {row.kind for row in section.rows} == {"kept"}

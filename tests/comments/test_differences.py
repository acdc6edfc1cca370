"""Differences between wordings: both can be read back from them."""

from hypothesis import given
from hypothesis import strategies as st

from comments.differences import difference


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

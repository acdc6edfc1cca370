"""What was typed as words, and the passages that show them; values alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blog.search import forms, snippets, words


def shown(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("tide", '"tide"*'),
        ("Ebb TIDE", '"ebb"* AND "tide"*'),
        ("to be", '"to" AND "be"'),
        ('"ebb tide"', '"ebb tide"'),
        ("“ebb tide” «a bell» „a gun“", '"ebb tide" AND "a bell" AND "a gun"'),
        ("don't", '"don t"*'),
        ('ebb "', '"ebb"*'),
        ("a OR b", '"a" AND "or" AND "b"'),
        ("tide tide", '"tide"*'),
        ("café", '("cafe"* OR "café"*)'),
    ],
)
def test_words_are_quoted_so_that_none_is_an_operator(typed, asked):
    assert words.for_sqlite(words.read(typed)) == asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("stories", '("stories"* OR "story"* OR "storie"*)'),
        ('"the stories"', '"the stories"'),
        ("as is", '"as" AND "is"'),
    ],
)
def test_forms_are_looked_for_besides_where_a_word_stands_alone(typed, asked):
    assert words.for_sqlite(words.read(typed, "en-gb")) == asked


@given(
    st.text(alphabet="abeghilnorstuyz", min_size=1, max_size=12),
    st.sampled_from(["en", "de", "fr", "it"]),
)
@example("sses", "en")
def test_no_form_is_so_short_that_it_begins_all_words(word, language):
    for form in forms.beginnings(word, language):
        assert len(form) >= forms.SHORTEST
        assert form != word


def test_columns_are_named_in_the_language_of_sqlite():
    read = words.read('tide "ebb tide"')
    assert words.for_sqlite(read, columns=("title",)) == '{title} : ("tide"* AND "ebb tide")'
    assert words.for_postgresql(read) == "('tide':*) & ('ebb tide')"


@pytest.mark.parametrize("typed", ["", " ", '"', "*", "_", "\x00", "…", '""'])
def test_what_holds_no_word_finds_nothing(typed):
    assert words.read(typed) == ()


@given(st.text(max_size=400))
def test_no_word_holds_a_sign_that_means_something(typed):
    for word in words.read(typed):
        assert not set(word.text) & set("\"'*\\:()&|!<>\x00")
    assert len(words.read(typed)) <= words.MOST


@given(st.text(max_size=600), st.text(max_size=30))
def test_marking_changes_no_letter(text, typed):
    pieces = snippets.marked(text, words.read(typed))
    import unicodedata

    assert "".join(piece.text for piece in pieces) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("The tides came", "tide", "The [tides] came"),
        ("An untidy tide", "tide", "An untidy [tide]"),
        ("Le Café noir", "cafe", "Le [Café] noir"),
        ("Ebb and ebb tide", '"ebb tide"', "Ebb and [ebb tide]"),
        ("I don't know", "don't", "I [don't] know"),
        ("İstanbul'da", "istanbul", "[İstanbul]'da"),
        ("nothing here", "tide", "nothing here"),
    ],
)
def test_words_are_marked_where_they_stand(text, typed, marked):
    assert shown(snippets.marked(text, words.read(typed))) == marked


def test_the_passage_is_where_most_words_stand_together():
    text = "A bell. " + "Words. " * 80 + "The bell and the gun. " + "Words. " * 80
    passage = shown(snippets.passage(text, words.read("bell gun")))
    assert "The [bell] and the [gun]." in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < snippets.LENGTH + 20

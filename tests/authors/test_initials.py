"""Drawn portraits: pure."""

import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from authors.initials import COLOURS, LETTER_COLOUR, colour, drawn_portrait, initials

# What XML can hold; a name in the database has been through a form, which refuses NUL.
TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff")
)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "AL"),
        ("ada", "A"),
        ("Ada King Countess of Lovelace", "AL"),
        ("Édith Piaf", "ÉP"),
        ("王小明", "王"),
        ("ßen", "S"),
        ("o'brien", "OB"),
        ("<script>", "S"),
        ("🦊", "?"),
        ("", "?"),
        ("_ -", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_same_name_has_the_same_colour_however_it_is_typed():
    assert colour("Ada  Lovelace") == colour("ada lovelace ")
    assert colour("Ada Lovelace") == "#9c4221"  # stored pages keep their colours after an upgrade


@pytest.mark.parametrize("background", COLOURS)
def test_letters_can_be_read_on_every_colour(background):
    lighter, darker = luminance(LETTER_COLOUR), luminance(background)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@given(TEXT)
def test_any_name_gives_well_formed_svg(name):
    drawing = ET.fromstring(drawn_portrait(name, 40))
    assert drawing.tag == "svg"
    assert 1 <= len(drawing.find("text").text) <= 2


def test_tag_draws_where_there_is_no_picture():
    page = Template('{% load portraits %}{% portrait "Ada Lovelace" None 32 %}').render(Context())
    assert 'width="32"' in page
    assert "style=" not in page
    assert ">AL</text>" in page


def luminance(code: str) -> float:
    """Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(code[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

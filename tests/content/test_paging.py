"""Pages of a list."""

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from content.paging import page_of, page_path


@given(st.integers(0, 60), st.integers(1, 12))
def test_pages_hold_everything_once(length, per_page):
    first = page_of(range(length), None, per_page=per_page)
    pages = [
        page_of(range(length), str(number), per_page=per_page)
        for number in range(1, first.paginator.num_pages + 1)
    ]
    assert [item for page in pages for item in page] == list(range(length))


@given(st.text())
def test_any_words_are_a_page_or_not_found(wanted):
    try:
        page = page_of(range(30), wanted, per_page=10)
    except Http404:
        return
    assert str(page.number) == wanted


def test_page_past_the_end_is_not_found():
    with pytest.raises(Http404):
        page_of([], "2", per_page=10)


def test_first_page_has_one_address():
    assert page_path("/", 1) == "/"
    assert page_path("/", 2) == "/?page=2"

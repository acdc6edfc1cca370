"""Long lists in pages: which page was asked for, and where it stands."""

import re

from django.core.paginator import Page, Paginator
from django.http import Http404

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)  # one spelling a page; no list is longer


def page_of(items, wanted: str | None, *, per_page: int) -> Page:
    """
    Return the page ``wanted`` (as it stands in ``?page=``; None: the first) of ``items``.

    An empty list has one empty page. Raises Http404: where there is no such page.
    """
    if wanted is None:
        wanted = "1"
    if not PAGE_NUMBER.fullmatch(wanted):
        raise Http404("no number of a page")
    pages = Paginator(items, per_page)
    if int(wanted) > pages.num_pages:
        raise Http404("no such page")
    return pages.page(int(wanted))


def page_path(path: str, number: int) -> str:
    """Return where page ``number`` of the list at ``path`` stands; the first has no number."""
    return path if number == 1 else f"{path}?page={number}"

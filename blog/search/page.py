"""
The page of the search: its frame, which is editorial and kept (content/frames.py), and what was found.

Every author, category and year can be chosen there; they are asked for when the frame is drawn.
"""

import secrets
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.html import escape

from content import frames
from content.paging import page_of

from .asking import SearchForm
from .kinds import MOST_SHOWN, find

# Numbers that nobody can guess, so that they stand nowhere else: in the frame, in place of what was asked.
TITLE, WORDS, RESULTS = (secrets.randbits(128) for _ in range(3))


def html(request, *, now: datetime) -> str:
    """Return the page with what was asked for. Raises Http404: it has fewer pages."""
    form = SearchForm(request.GET, now=now)
    shown = _shown(request, form, now)
    look = (form.chosen, "q" in request.GET)  # who counts visitors is not told of searches
    page = frames.kept(request, *look)
    if page is None:
        page = frames.keep(request, _frame(request, form, now), *look)
    for hole, words in (
        (TITLE, render_to_string("blog/_search_title.html", shown)),
        (WORDS, escape(form.asked)),
        (RESULTS, render_to_string("blog/_search_results.html", shown)),
    ):
        page = page.replace(str(hole), words)
    return page


def _frame(request, form: SearchForm, now: datetime) -> str:
    drawn = SearchForm({"q": str(WORDS), **dict(form.chosen)}, now=now, is_drawn=True)
    shown = {"form": drawn, "title": str(TITLE), "results": str(RESULTS)}
    return render_to_string("blog/search.html", shown, request)


def _shown(request, form: SearchForm, now: datetime) -> dict:
    finds = find(form.words, narrowing=form.narrowing, now=now)
    only = next((some for some in finds if some.kind.name == form.kind), None)
    return {
        "form": form,
        "finds": [some for some in finds if some.count],
        "total": sum(some.count for some in finds),
        "is_more": any(some.is_more for some in finds),
        "only": only,
        "page": only and page_of(only, request.GET.get("page"), per_page=MOST_SHOWN),
        "address": request.GET,  # whose parameters the links keep
    }

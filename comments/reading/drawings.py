"""
Threads as they were drawn before: a page that is made anew, since a comment came, draws that one thread.

A drawing is kept under all that was read for it. Comments are read with FETCH_RAISE and the template is
given nothing else, so what is not in the key cannot be in the drawing (docs/decisions/0026).
"""

import threading
from collections.abc import Hashable, Iterator

from cachetools import LRUCache
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.translation import get_language

from blog.models import Article

from .thread_views import ThreadView

CHARACTERS_KEPT = 4_000_000  # by each process; about as many again in the keys

_drawings = LRUCache(CHARACTERS_KEPT, getsizeof=len)
_lock = threading.Lock()


def drawing(view: ThreadView, article: Article, *, is_closed: bool) -> str:
    """Return a thread as everybody sees it, as HTML. ``is_closed``: the discussion takes no answers."""
    key = (get_language(), article.slug, is_closed, view.more_count)
    key += (*_own(view.thread), *map(_read_of, view.comments))
    with _lock:
        drawn = _drawings.get(key)
    if drawn is None:
        shown = {"view": view, "article": article, "is_closed": is_closed}
        drawn = render_to_string("comments/_thread.html", shown)
        if len(drawn) <= CHARACTERS_KEPT:
            with _lock:
                _drawings[key] = drawn
    return drawn


def forget() -> None:
    """Draw all anew, as after a start."""
    with _lock:
        _drawings.clear()


def _read_of(row: Model, *, through: Model | None = None) -> tuple[Hashable, ...]:
    """Return every value that was read of a row and of the rows read with it, but for ``through``."""
    beside = (related for related in row._state.fields_cache.values() if related is not through)
    return (*_own(row), *(related and _read_of(related, through=row) for related in beside))


def _own(row: Model) -> Iterator[Hashable]:
    for name, value in vars(row).items():
        if not name.startswith("_"):
            yield repr(value) if isinstance(value, dict | list) else value  # out of a JSON field

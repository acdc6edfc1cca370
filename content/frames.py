"""
What a page shows around the conversation, or around what was found, kept until something editorial changes.

The door (config/page_cache.py) reads the edition before Django is asked, and says it in the request's
environ. What is drawn after that is at least as new, so it may be kept for that edition; a request that
came another way has its page drawn whole (docs/decisions/0026).
"""

import threading
from typing import NamedTuple

from cachetools import LRUCache

from .policy import reached, widen

EDITION = "rejoinder.edition"  # in the environ: for what, of whose changes, frames are kept
CHARACTERS_KEPT = 8_000_000  # by each process
OF_LOOKS = (
    1_000_000  # beside them, of pages with several looks: all of them take nobody else's place
)


class _Frame(NamedTuple):
    """``reached``: what its page may fetch from other hosts, as content/policy.py keeps it."""

    html: str
    reached: dict[str, tuple[str, ...]]


def _cache(size: int) -> LRUCache:
    return LRUCache(size, getsizeof=lambda frame: len(frame.html))


_frames, _looks = _cache(CHARACTERS_KEPT), _cache(OF_LOOKS)
_lock = threading.Lock()


def kept(request, *look) -> str | None:
    """Return the frame of this page, None where it has to be drawn. ``look``: what else it goes by."""
    if EDITION not in request.META:
        return None
    with _lock:
        frame = _among(look).get(_key(request, look))
    if frame is None:
        return None
    for directive, origins in frame.reached.items():
        widen(request, directive, *origins)
    return frame.html


def keep(request, html: str, *look) -> str:
    """Keep the frame, which was drawn for ``request``, for the next one of this page; return it."""
    if EDITION in request.META and len(html) <= _among(look).maxsize:
        may_reach = {name: tuple(origins) for name, origins in reached(request).items()}
        with _lock:
            _among(look)[_key(request, look)] = _Frame(html, may_reach)
    return html


def forget() -> None:
    """Draw all anew, as after a start."""
    with _lock:
        _frames.clear()
        _looks.clear()


def _among(look: tuple) -> LRUCache:
    return _looks if look else _frames


def _key(request, look: tuple) -> tuple:
    return (request.META[EDITION], request.path, *look)

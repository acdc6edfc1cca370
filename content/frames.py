"""
What an editorial page shows around the conversation, kept until something editorial changes.

The door (config/page_cache.py) reads the edition before Django is asked, and says it in the request's
environ. What is drawn after that is at least as new, so it may be kept for that edition; a request that
came another way has its page drawn whole (docs/decisions/0026).
"""

import threading

from cachetools import LRUCache

EDITION = "rejoinder.edition"  # in the environ: for what, of whose changes, frames are kept
CHARACTERS_KEPT = 8_000_000  # by each process

_frames = LRUCache(CHARACTERS_KEPT, getsizeof=len)
_lock = threading.Lock()


def kept(request) -> str | None:
    """Return what stands around the conversation of this page, None where it has to be drawn."""
    if EDITION not in request.META:
        return None
    with _lock:
        return _frames.get(_key(request))


def keep(request, frame: str) -> str:
    """Keep ``frame`` for the next request of this page, and return it."""
    if EDITION in request.META and len(frame) <= CHARACTERS_KEPT:
        with _lock:
            _frames[_key(request)] = frame
    return frame


def forget() -> None:
    """Draw all anew, as after a start."""
    with _lock:
        _frames.clear()


def _key(request) -> tuple:
    return (request.META[EDITION], request.path)

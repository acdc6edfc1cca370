"""Where kept pages lie: the memory of this process, or a cache that several machines share."""

import hashlib
import logging
import threading
import time
from typing import Protocol

from cachetools import LRUCache
from django.conf import settings
from django.core.cache import caches

from .pages import Kept

logger = logging.getLogger("rejoinder.cache")

SECONDS_KEPT = (
    24 * 3600
)  # in a shared cache, which may hold other things; in memory the size bounds
SECONDS_AWAY = 10  # after a fault, until a shared cache is asked again


class Store(Protocol):
    def get(self, address: str) -> Kept | None: ...
    def put(self, address: str, kept: Kept) -> None: ...


class Memory:
    """The pages last asked for, up to so many bytes."""

    def __init__(self, size: int):
        self.pages = LRUCache(size, getsizeof=lambda kept: kept.page.size)
        self.lock = threading.Lock()

    def get(self, address):
        with self.lock:
            return self.pages.get(address)

    def put(self, address, kept):
        if kept.page.size <= self.pages.maxsize:
            with self.lock:
                self.pages[address] = kept


class Shared:
    """Django's cache. One that is down or full makes pages slower, never wrong: it is left alone a while."""

    def __init__(self, cache):
        self.cache = cache
        self.away_until = 0.0

    def get(self, address):
        return self._ask(self.cache.get, _key(address))

    def put(self, address, kept):
        self._ask(self.cache.set, _key(address), kept, SECONDS_KEPT)

    def _ask(self, question, *arguments):
        if time.monotonic() < self.away_until:
            return None
        try:
            return question(*arguments)
        except Exception:  # every client has faults of its own
            self.away_until = time.monotonic() + SECONDS_AWAY
            logger.exception("The cache does not answer; pages are made anew meanwhile.")
            return None


def _key(address: str) -> str:
    """Return ``address`` in a form that every cache takes."""
    return "page-" + hashlib.blake2b(address.encode(), digest_size=20).hexdigest()


def configured() -> Store:
    if settings.HAS_SHARED_CACHE:
        return Shared(caches["default"])
    return Memory(settings.PAGE_CACHE_BYTES)

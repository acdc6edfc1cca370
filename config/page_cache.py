"""
The door in front of Django: a shared page that has not changed is answered here, for one query.

A page is kept under its address, together with the versions that were read *before* it was made
(page_versions.py). The next request reads them again: the same versions, the same page; else it is
made anew and takes the place of the old one. So there is nothing to purge and nothing stale. Page and
headers are those that Django gave: allowed hosts and redirects are its business, and what it does not
call shared passes through.
"""

import threading
import time
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl
from weakref import WeakValueDictionary

from django.urls import Resolver404, resolve

from content.frames import EDITION

from . import owner, page_versions, release
from .page_store import Store
from .page_versions import Subject
from .pages import Answer, Kept, Page
from .proxies import forwarded_scheme
from .requests import log_answer, new_id, request_id

READING = ("GET", "HEAD")
LONGEST_ADDRESS = 1_000  # characters of path and query; longer ones are nobody's bookmark
WAIT = 2.0  # seconds that a request waits for another that makes the same page
NAMES = {"article": "slug", "comment": "pk"}  # the part of a path that names a page's subject


class Place(NamedTuple):
    """
    ``made_for``: what the page goes by besides its path, parameters and versions.

    ``is_endless``: one of more pages than could be kept, such as those of the search; its frame is.
    """

    address: str
    subject: Subject
    made_for: str
    is_endless: bool


class PageCache:
    """A WSGI application around Django's own."""

    def __init__(self, application, store: Store):
        self.application, self.store = application, store
        self.builders = WeakValueDictionary()
        self.builders_lock = threading.Lock()

    def __call__(self, environ, start_response):
        place = place_of(environ)
        versions = place and page_versions.read(place.subject)
        if not versions:
            return self._pass(environ, start_response)
        if place.is_endless:
            return self._pass(environ, start_response, place=place, versions=versions)
        if page := self._kept(place, versions):
            return _from_door(page, environ, start_response)
        with self._building(place.address):
            if page := self._kept(place, versions):  # another request made it meanwhile
                return _from_door(page, environ, start_response)
            return self._pass(environ, start_response, place=place, versions=versions)

    def _kept(self, place: Place, versions: tuple) -> Page | None:
        kept = self.store.get(place.address)
        return kept.page if kept and kept.versions == versions else None

    def _pass(self, environ, start_response, *, place=None, versions=None):
        """Let Django answer; what it calls shared goes out compressed, and is kept if it has a place."""
        said = {}

        def note(status, headers, exc_info=None):
            said["status"], said["headers"] = status, headers

        if place:  # a shared page is the same for HEAD; made as GET, it can be kept
            edition, *_, passed = versions
            asked = {"REQUEST_METHOD": "GET", EDITION: (place.made_for, edition, passed)}
        response = self.application(environ | asked if place else environ, note)
        if not (getattr(response, "is_shared", False) and said["status"].startswith("200")):
            start_response(said["status"], said["headers"])
            return [] if _is_head(environ) and place else response
        page = Page.of(said["headers"], response.content)
        response.close()
        if place and not place.is_endless:
            self.store.put(place.address, Kept(versions, page))
        answer = page.answer(
            environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
        )
        return _send(answer, environ, start_response, dict(said["headers"])["X-Request-ID"])

    @contextmanager
    def _building(self, address: str):
        """Let one request make the page; others wait a little, then make it themselves."""
        with self.builders_lock:
            lock = self.builders.setdefault(address, threading.Lock())
        is_ours = lock.acquire(timeout=WAIT)
        try:
            yield
        finally:
            if is_ours:
                lock.release()


def place_of(environ) -> Place | None:
    """Return where the asked page is kept and whose changes show on it; None for what is not shared."""
    if environ["REQUEST_METHOD"] not in READING:
        return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_ADDRESS:
        return None
    found = _page_at(path)
    if found is None:
        return None
    names = _names_in(query)
    if not names <= found.parameters:
        return None
    scheme = forwarded_scheme(environ) or environ["wsgi.url_scheme"]
    made_by = f"{release.fingerprint()} {owner.changed_at()}"
    made_for = f"{made_by}\n{scheme}\n{environ.get('HTTP_HOST', '')}"
    is_endless = not names.isdisjoint(found.endless)
    return Place(f"{made_for}\n{path}?{query}", found.subject, made_for, is_endless)


class _SharedPage(NamedTuple):
    subject: Subject
    parameters: frozenset
    endless: frozenset


@lru_cache(4096)
def _page_at(path: str) -> _SharedPage | None:
    try:
        match = resolve(path.encode("latin-1").decode())  # WSGI's way to say bytes
    except (Resolver404, UnicodeError):
        return None
    follows = getattr(match.func, "follows", None)
    if follows is None:
        return None
    name = NAMES.get(follows)
    subject = Subject(follows, name and match.kwargs[name])
    return _SharedPage(subject, match.func.parameters, match.func.endless)


@lru_cache(4096)
def _names_in(query: str) -> frozenset[str]:
    return frozenset(name for name, _ in parse_qsl(query, keep_blank_values=True))


def _from_door(page: Page, environ, start_response) -> list[bytes]:
    started, number = time.perf_counter(), new_id()
    answer = page.answer(
        environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
    )
    token = request_id.set(number)
    path = environ["PATH_INFO"].encode("latin-1").decode()
    log_answer(environ["REQUEST_METHOD"], path, answer.code, started)
    request_id.reset(token)
    return _send(answer, environ, start_response, number)


def _send(answer: Answer, environ, start_response, number: str) -> list[bytes]:
    start_response(answer.status, [*answer.headers, ("X-Request-ID", number)])
    return [] if _is_head(environ) or not answer.body else [answer.body]


def _is_head(environ) -> bool:
    return environ["REQUEST_METHOD"] == "HEAD"

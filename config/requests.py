"""What wraps every request: an id, the network it comes from, and one line in the log."""

import contextvars
import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import SimpleLazyObject

from .networks import network_hash

logger = logging.getLogger("rejoinder.request")
LONGEST_PATH = 200  # characters
SECRET_PARTS = {"key", "token", "uidb64"}  # names of such parts in URL patterns
request_id = contextvars.ContextVar("request_id", default="-")


class RequestMiddleware:
    """
    Set ``request.id`` and ``request.network`` (a keyed hash; see networks.py), and log the answer.

    The line holds no query string, no address and no user agent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        request.network = SimpleLazyObject(
            lambda: network_hash(request.META.get("REMOTE_ADDR", ""))
        )
        with numbered() as request.id:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.id
            log_answer(request.method, loggable_path(request), response.status_code, started)
            return response


@contextmanager
def numbered() -> Iterator[str]:
    """Give an id to all that is logged within."""
    number = new_id()
    token = request_id.set(number)
    try:
        yield number
    finally:
        request_id.reset(token)


def new_id() -> str:
    """Return what tells requests apart; it is no secret, so that the system need not be asked."""
    return f"{random.getrandbits(48):012x}"


def log_answer(method: str, path: str, status: int, started: float) -> None:
    """``started``: by ``time.perf_counter()``."""
    milliseconds = (time.perf_counter() - started) * 1000
    logger.info("%s %s %d %.0f ms", method, path[:LONGEST_PATH], status, milliseconds)


def loggable_path(request) -> str:
    """Return the path without what opens a door: a letter's token is as good as a password."""
    path = request.path
    match = getattr(request, "resolver_match", None)
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRET_PARTS and value:
            path = path.replace(str(value), "…")
    return path[:LONGEST_PATH]

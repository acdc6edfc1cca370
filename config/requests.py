"""What wraps every request: an id, the network it comes from, and one line in the log."""

import contextvars
import logging
import secrets
import time

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
        request.id = secrets.token_hex(6)
        token = request_id.set(request.id)
        request.network = SimpleLazyObject(
            lambda: network_hash(request.META.get("REMOTE_ADDR", ""))
        )
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.id
            milliseconds = (time.perf_counter() - started) * 1000
            path = loggable_path(request)
            logger.info(
                "%s %s %d %.0f ms", request.method, path, response.status_code, milliseconds
            )
            return response
        finally:
            request_id.reset(token)


def loggable_path(request) -> str:
    """Return the path without what opens a door: a letter's token is as good as a password."""
    path = request.path
    match = getattr(request, "resolver_match", None)
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRET_PARTS and value:
            path = path.replace(str(value), "…")
    return path[:LONGEST_PATH]

"""What the login throttle (django-axes) keeps: how often, when, and two hashes; nothing typed or sent."""

import contextlib

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac


def masked_username(request: HttpRequest | None, credentials: dict | None) -> str | None:
    """Return a keyed hash of the address that somebody typed; people mistype passwords there."""
    typed = (credentials or {}).get("username") or (request and request.POST.get("username"))
    if not typed:
        return None
    return salted_hmac("rejoinder.login", typed.strip().lower(), algorithm="sha256").hexdigest()[
        :32
    ]


class LoginAttempts(AxesDatabaseHandler):
    """Counts misses without the form, the query string and the browser's name they came with."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        with _nothing_sent(request):
            super().user_login_failed(sender, credentials, request, **kwargs)


@contextlib.contextmanager
def _nothing_sent(request: HttpRequest | None):
    if request is None:
        yield
        return
    sent = request.GET, request.POST
    request.axes_user_agent = request.axes_http_accept = ""
    request.GET = request.POST = QueryDict()
    try:
        yield
    finally:
        request.GET, request.POST = sent

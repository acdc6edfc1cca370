"""What is said of a form whose proof of origin was missing or too old."""

from django.conf import settings
from django.utils.translation import gettext as _


def cookie_hint(request) -> str:
    """Return what to do where the browser sends no cookie, so that no second try can go well; or ""."""
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        return ""
    return _(
        "If that does not help: your browser sent no cookie of this site, and sending takes one. "
        "Allow this site its cookies, then try again."
    )


def with_hint(request, words: str) -> str:
    return f"{words} {cookie_hint(request)}".rstrip()

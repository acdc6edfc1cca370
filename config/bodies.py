"""How much a request may carry: more is refused by its header, before any of it is read or kept."""

from django.conf import settings

from . import errors


class BodyLimitMiddleware:
    """Answer 413 to a body beyond ``LARGEST_BODY``; forms without files have a limit of their own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _announced_length(request) > settings.LARGEST_BODY:
            return errors.content_too_large(request)
        return self.get_response(request)


def _announced_length(request) -> int:
    """Return the announced bytes, 0 where none are: Django reads nothing then."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length[:20]) if length.isascii() and length.isdecimal() else 0

"""Pages of which one copy serves every visitor."""

from functools import wraps

from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt

READING = ("GET", "HEAD")


def shared_page(view):
    """
    The page's bytes are the same for all: it reads no session, user, token or message.

    Browsers keep it and ask again each time. It is only read, so other methods are answered 405
    (and not with a complaint about a missing token).
    """

    @csrf_exempt
    @wraps(view)
    def shared(request, *args, **kwargs):
        if request.method not in READING:
            allowed = {"Allow": ", ".join(READING)}
            return TemplateResponse(request, "405.html", status=405, headers=allowed)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return shared

"""Pages of which one copy serves every visitor."""

from functools import wraps

from django.conf import settings
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt

READING = ("GET", "HEAD")


def shared_page(
    view=None,
    *,
    follows: str = "site",
    parameters: tuple[str, ...] = ("page",),
    endless: tuple[str, ...] = (),
):
    """
    The page's bytes are the same for all: it reads no session, user, token or message.

    ``follows``: whose changes show on it besides the editorial ones: "edition" (no others), "site",
    "article" (its path has a ``slug``) or "comment" (a ``pk``); see config/page_versions.py.
    ``parameters``: those of a query that it reads; with any other it is drawn whole. ``endless``: those
    of them with as many values as readers think of; with one of these the page is made anew each time,
    around what is kept of it (content/frames.py). Browsers keep it and ask again each time. It is only
    read, so other methods are answered 405 (and not with a complaint about a missing token).
    """

    def decorate(view):
        shared = _only_read(view)
        shared.follows = follows
        shared.parameters, shared.endless = frozenset(parameters), frozenset(endless)
        return shared

    return decorate(view) if view else decorate


def _only_read(view):
    @csrf_exempt
    @wraps(view)
    def shared(request, *args, **kwargs):
        if request.method not in READING:
            allowed = {"Allow": ", ".join(READING)}
            return TemplateResponse(request, "405.html", status=405, headers=allowed)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", _lifetime())
        response.is_shared = True
        return response

    return shared


def wordless(view):
    """Mark a view that answers mostly without words: it does without asking which language they are in."""
    view.is_wordless = True
    return view


def _lifetime() -> str:
    """Ask again each time; proxies need not, for as long as the owner allows words that were taken down."""
    seconds = settings.SHARED_SECONDS
    return f"public, max-age=0, s-maxage={seconds}" if seconds else "no-cache"

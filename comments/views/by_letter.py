"""
Pages that a letter's link opens for those who moderate, without signing in. GET changes nothing.

The address is the proof, and no other site knows it: a token against forged requests would add nothing, and
a page that sends no referrer could not send one (browsers then say "Origin: null").
"""

from functools import wraps

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from authors.models import User

from ..moderation import letter_links
from ..moderation.decisions import decide
from ..moderation.queue.overtaking import overtaken_words
from ..writing.forms import DecisionForm

NOTE = "by a link in a letter"  # in the log


def by_letter(view):
    """Nobody keeps such a page, finds it by searching, or learns its address from where one goes next."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def private(request, token):
        response = view(request, token)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return private


@by_letter
def decide_by_letter(request, token):
    """Show one comment that waits to one who may decide, and carry out what they choose."""
    opened = letter_links.open_to_decide(token)
    if opened is None:
        return _page(request, "nothing", status=404)
    form = DecisionForm(request.POST or None)
    if opened.is_overtaken:
        return _overtaken(request, opened)
    if form.is_valid():
        return _decide(request, opened, **form.cleaned_data)
    status = 422 if form.is_bound else 200
    context = {"opened": opened, "comment": opened.comment, "form": form}
    return _page(request, "decide", status=status, **context)


@by_letter
def stop_letters(request, token):
    """Stop them by a mere POST, as mail programs send it (RFC 8058)."""
    user = letter_links.open_to_stop(token)
    if user is None:
        return _page(request, "nothing", status=404)
    if request.method == "POST":
        User.objects.filter(pk=user.pk).update(letters=User.Letters.NONE)
    return _page(request, "stop", is_done=request.method == "POST")


def _decide(request, opened: letter_links.Opened, *, to: str, reason: str):
    reason = reason if to == "rejected" else ""
    outcome = decide(
        [opened.seen], to=to, by=opened.user, now=timezone.now(), reason=reason, note=NOTE
    )
    if not outcome.decided:
        return _overtaken(request, opened)
    opened.comment.refresh_from_db(fields=["status"])
    return _page(request, "done", comment=opened.comment)


def _overtaken(request, opened: letter_links.Opened):
    words = overtaken_words(opened.seen)
    return _page(request, "done", status=409, comment=opened.comment, problem=words)


def _page(request, template: str, *, status: int = 200, **context):
    name = f"comments/by_letter/{template}.html"
    return TemplateResponse(request, name, context, status=status)

"""Several pictures at once: each is taken or refused by itself, with a sentence of its own."""

import logging
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.images import Refused, make_image
from content.models import Image

from .forms import WHAT_IS_TAKEN, UploadsForm

MOST = 10  # files at once: one request may carry 40 MB, and decodes them one by one
_log = logging.getLogger("rejoinder.content")


class Outcome(NamedTuple):
    """What became of a file: an ``image``, else a ``problem`` in a sentence."""

    name: str
    image: Image | None = None
    problem: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload_several(request):
    """The page; with htmx's header (static/js/library-upload.js) only what became of the files."""
    if not request.user.has_perm("content.add_image"):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = UploadsForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    outcomes = []
    if is_sent and form.is_valid():
        outcomes = take(form.cleaned_data["uploads"], credit=form.cleaned_data["credit"])
    is_refused = is_sent and not any(outcome.image for outcome in outcomes)
    context = {
        **admin.site.each_context(request),
        "title": _("Upload pictures"),
        "opts": Image._meta,
        "form": form,
        "outcomes": outcomes,
        "what_is_taken": WHAT_IS_TAKEN,
        "most": MOST,
    }
    template = "_outcomes" if request.htmx and form.is_valid() else "upload"
    return TemplateResponse(
        request, f"admin/content/image/{template}.html", context, status=422 if is_refused else 200
    )


def take(files: list, *, credit: str = "") -> list[Outcome]:
    """Store the files, MOST of them, and say of each what became of it."""
    outcomes = [_take(file, credit) for file in files[:MOST]]
    too_many = _("Ten at once are the most; send it with the next ones.")
    return outcomes + [Outcome(file.name, problem=too_many) for file in files[MOST:]]


def _take(file, credit: str) -> Outcome:
    try:
        return Outcome(file.name, image=make_image(file, credit=credit))
    except Refused as refused:
        return Outcome(file.name, problem=" ".join(refused.messages))
    except OSError:
        _log.exception("an upload could not be stored")
        return Outcome(file.name, problem=_("It could not be stored; try again in a while."))

"""What somebody may do with all that is theirs here: take it along, erase it, join two browsers' guests."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..letters import links
from ..models import Commenter
from ..people import identity, merging
from ..privacy.erasing import erase_commenter
from ..privacy.export import json_of
from ..writing.forms import EraseForm
from .addressed import SeeOther
from .me import person_by, second_guest
from .private import private_page


@private_page
@require_safe
def me_data(request, token=None):
    """All that is kept of the person, as a file."""
    person = _somebody(request, token)
    pieces = json_of(person)
    response = StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="everything-about-me.json"'
    return response


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def me_erase(request, token=None):
    """Says what goes and what stays, and does it where that is known to be for good."""
    person = _somebody(request, token)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        count = person.comments.exclude(html="").count()
        context = {"form": form, "person": person, "count": count}
        return render(request, "comments/me_erase.html", context, status=status)
    erase_commenter(person, by=None, now=timezone.now())
    response = render(request, "comments/me_erased.html", {"had_account": bool(person.user_id)})
    identity.forget(response)
    return response


@private_page
@require_POST
def me_join(request, token):
    """Make the guest whom this browser is known as the same as the owner of the page."""
    person = _somebody(request, token)
    other = second_guest(request, person)
    if other is None:
        raise Http404
    try:
        merging.merge(kept=person, gone=other, by=None, now=timezone.now())
    except (merging.NotTheSame, merging.Busy):  # something changed; the page says how it is now
        return SeeOther(links.my_page(person))
    return SeeOther(f"{links.my_page(person)}?joined=1")


def _somebody(request, token: str | None) -> Commenter:
    person = person_by(request, token)
    if person is None:
        raise Http404
    return person

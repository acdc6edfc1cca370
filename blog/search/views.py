"""Where the search is asked."""

from django.http import HttpResponse
from django.utils import timezone

from content.shared import shared_page

from . import page

ASKED = ("q", "author", "category", "year", "in", "page")


@shared_page(follows="edition", parameters=ASKED, endless=ASKED)
def search(request):
    """The page with what was found. Nobody keeps it: there is one for every word."""
    return HttpResponse(
        page.html(request, now=timezone.now()), headers={"Cache-Control": "private, no-cache"}
    )

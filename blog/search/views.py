"""The page with what was found. Nobody keeps it: there is one for every word."""

from django.template.response import TemplateResponse
from django.utils import timezone

from content.paging import page_of
from content.shared import shared_page

from .asking import SearchForm
from .kinds import find

RESULTS_A_PAGE = 10


@shared_page
def search(request):
    now = timezone.now()
    form = SearchForm(request.GET, now=now)
    finds = find(form.words, narrowing=form.narrowing, now=now)
    only = next((some for some in finds if some.kind.name == form.kind), None)
    response = TemplateResponse(
        request,
        "blog/search.html",
        {
            "form": form,
            "finds": [some for some in finds if some.count],
            "total": sum(some.count for some in finds),
            "is_more": any(some.is_more for some in finds),
            "only": only,
            "page": only and page_of(only, request.GET.get("page"), per_page=RESULTS_A_PAGE),
        },
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response

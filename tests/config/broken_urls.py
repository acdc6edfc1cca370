"""Views that go wrong, each in its own way, behind the site's own error pages."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as real_patterns


def raising(error):
    def view(request):
        raise error

    return view


@csrf_exempt
def reads_its_form(request):
    return HttpResponse(f"{len(request.POST)}")


def crash(request):
    return HttpResponse(1 / 0)


urlpatterns = [
    path("crash", crash),
    path("bad", raising(BadRequest("bad"))),
    path("forbidden", raising(PermissionDenied("no"))),
    path("form", reads_its_form),
    path("guarded-form", lambda request: HttpResponse()),
    *real_patterns,
]

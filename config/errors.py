"""Pages for requests that went wrong, in the site's look, each saying what to do next."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token

from blog import redirects
from comments.tree import former_threads
from comments.views import editing, reacting, reporting, writing

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Forms in which people write: view -> what shows them again with all that was sent and a new token.
GIVEN_BACK = {
    "comments:reply": writing.reply_unproven,
    "comments:edit": editing.edit_unproven,
    "comments:withdraw": editing.withdraw_unproven,
    "comments:react": reacting.react_unproven,
    "comments:react_to_article": reacting.react_unproven,
    "comments:report": reporting.report_unproven,
}


def _page(request: HttpRequest, status: int, **context) -> HttpResponse:
    """Return the page for ``status``; to htmx its words alone, which go where they are needed."""
    is_fragment = bool(getattr(request, "htmx", False))
    context["base"] = "_problem.html" if is_fragment else "base.html"
    response = render(request, f"{status}.html", context, status=status)
    if is_fragment and request.method == "POST":  # above the fields of the form that was sent
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "this", "afterbegin"
    add_never_cache_headers(response)
    return response


def bad_request(request, exception=None):
    """Whatever could not be read is not read again: to the page, nothing was sent."""
    request.POST = QueryDict()
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return requires_csrf_token(_page)(request, status)


@requires_csrf_token
def permission_denied(request, exception=None):
    return _page(request, 403)


def csrf_failure(request, reason=""):
    """A form without its token: given back as it was, or else its text and how to send it again."""
    match = request.resolver_match
    if give_back := GIVEN_BACK.get(match.view_name if match else None):
        response = give_back(request, **match.kwargs)
        add_never_cache_headers(response)
        return response
    return _page(request, 403, typed=request.POST.get("body", ""))


@requires_csrf_token
def page_not_found(request, exception=None):
    """Nothing is here; where something was, its readers are sent on, with what they were sending."""
    if target := redirects.target_of(request, now=timezone.now()):
        return HttpResponsePermanentRedirect(
            target, preserve_request=request.method not in ("GET", "HEAD")
        )
    if target := former_threads.target_of(request, now=timezone.now()):
        return HttpResponseRedirect(target)  # a moderator can make it a thread again
    return _page(request, 404)


def content_too_large(request):
    return _page(request, 413)


def too_many_requests(request, *args, **kwargs):
    """The answer of the login throttle."""
    return _page(request, 429)


def server_error(request):
    """Rendered without the request and without the database: either may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=500)

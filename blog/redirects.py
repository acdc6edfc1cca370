"""Where readers are sent from an address at which nothing is (any more); only a 404 asks."""

from datetime import datetime
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, resolve, reverse

from .former_addresses import present_slug
from .models import Redirect

LONGEST = Redirect._meta.get_field("path").max_length


def target_of(request, *, now: datetime) -> str | None:
    """Return where this request should go instead; None: nowhere. What is there now comes before."""
    query = request.META.get("QUERY_STRING", "")
    target = _of_changed_address(request.path_info, now) or _by_hand(request.path_info)
    if target is None:
        return None
    parts = urlsplit(target)
    return parts._replace(query=query).geturl() if query and not parts.query else target


def _of_changed_address(path: str, now: datetime) -> str | None:
    """Return the same page under the present address of its article, tag …"""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    slug = match.kwargs.get("slug")
    if slug is None:
        return None
    present = present_slug(path.split("/")[1], slug, now=now)
    if present is None or present == slug:  # it is there: something else on its page was not
        return None
    return reverse(match.view_name, kwargs=match.kwargs | {"slug": present})


def _by_hand(path: str) -> str | None:
    if len(path) > LONGEST or "\x00" in path:
        return None
    asked = quote(path)
    end = Redirect.end_of(asked)
    return None if end == asked else end

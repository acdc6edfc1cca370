"""What answers to a link from a letter has to promise: nobody keeps, lists or hands on such a page."""

from functools import wraps

from django.views.decorators.cache import never_cache


def private_page(view):
    """
    Never cached, in no index, and its address told to no other site.

    "same-origin" and not "no-referrer": with that, browsers call the origin of a form "null", and
    Django takes it for a stranger's.
    """

    @never_cache
    @wraps(view)
    def private(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return private

"""
The moderation queue's pages. Each works as plain links and forms; scripts only make them quicker.

Whoever moderates everything has all comments here; authors, where the site allows it, those under
their own articles (Comment.objects.moderated_by). GET changes nothing.
"""

from functools import partial

from django.urls import path

from . import actions, deciding, writing


def queue_urls(site):
    """Return the queue's addresses, below those of the comments."""

    def at(route, view):
        name = f"comments_queue_{view.__name__}" if route else "comments_queue"
        return path(f"queue/{route}", site.admin_view(partial(view, site)), name=name)

    return [
        at("", deciding.queue),
        at("decide/", deciding.decide_one),
        at("select/", deciding.decide_selected),
        at("all/", actions.decide_all),
        at("actions/", actions.actions),
        at("actions/<uuid:pk>/", actions.action),
        at("<pk:pk>/branch/", deciding.branch),
        at("<pk:pk>/edit/", writing.edit),
        at("<pk:pk>/answer/", writing.answer),
    ]

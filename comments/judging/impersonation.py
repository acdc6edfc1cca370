"""Whose names guests may not take: those of the people who write and moderate here, and of the site."""

from django.utils.translation import gettext as _

from authors.models import Author
from blog.models import SiteSettings

from ..people.moderators import moderators
from . import names

MAX_NAMES = 500  # of either kind that are looked at: a post's time stays bounded


def is_taken(name: str) -> bool:
    """Say whether readers could take a guest's ``name`` for one of the people of this site."""
    return names.is_taken(name, by=_names(), roles=[_("Author"), _("Moderator")])


def _names() -> set[str]:
    moderating = moderators().order_by("pk").values_list("name", flat=True)
    writing = Author.objects.order_by("pk").values_list("name", flat=True)
    return {*moderating[:MAX_NAMES], *writing[:MAX_NAMES], SiteSettings.current().name}

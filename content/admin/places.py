"""Where a picture is used, as somebody in the admin may see it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from content.models import Image
from content.uses import Use, uses


class Place(NamedTuple):
    """A use in words; ``url`` is "" where the one who looks may not go there."""

    words: str
    url: str = ""


def places(request, images: Iterable[Image]) -> dict[int, list[Place]]:
    """Return the places of each picture; what the one who asks may not see has no title."""
    found = uses(images)
    titles = _titles(request, [use for several in found.values() for use in several])
    return {
        image: [_place(use, titles.get((use.model, use.pk))) for use in several]
        for image, several in found.items()
    }


def _place(use: Use, title: str | None) -> Place:
    kind = capfirst(use.model._meta.verbose_name)
    shown = _shown(use.model)
    if not admin.site.is_registered(shown):
        return Place(_("%(kind)s (%(place)s)") % {"kind": kind, "place": use.place})
    if title is None:
        return Place(
            _("%(kind)s that you may not see (%(place)s)") % {"kind": kind, "place": use.place}
        )
    words = _("%(kind)s “%(title)s” (%(place)s)")
    names = shown._meta.app_label, shown._meta.model_name
    return Place(
        words % {"kind": kind, "title": title, "place": use.place},
        reverse("admin:{}_{}_change".format(*names), args=[use.pk]),
    )


def _titles(request, found: list[Use]) -> dict[tuple, str]:
    """Return the titles of rows that the admin shows to the one who asks."""
    titles = {}
    for model in {use.model for use in found if admin.site.is_registered(_shown(use.model))}:
        its_admin = admin.site.get_model_admin(_shown(model))
        if its_admin.has_view_permission(request):
            pks = {use.pk for use in found if use.model is model}
            for row in its_admin.get_queryset(request).filter(pk__in=pks):
                titles[model, row.pk] = str(row)
    return titles


def _shown(model: type[Model]) -> type[Model]:
    """Return the model in whose form a row is found: of what shares another's key, that other."""
    relation = model._meta.pk.remote_field
    return relation.model if relation else model

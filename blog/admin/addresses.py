"""Whoever gives a page, category, tag or series an address that led elsewhere so far is told."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.former_addresses import KINDS, led_elsewhere


class AddressedAdmin(admin.ModelAdmin):
    """Says so when the thing is saved; beside an article's form it stands before that."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "slug" in form.changed_data and (other := _led_to(obj)):
            words = _(
                "Its address led readers to “%s” so far; links to that end here as soon as readers "
                "see it."
            )
            messages.warning(request, words % other)


def _led_to(thing) -> str | None:
    kind = next(kind.name for kind in KINDS.values() if kind.model is type(thing))
    return led_elsewhere(kind, thing.slug, own=thing.slug, now=timezone.now())

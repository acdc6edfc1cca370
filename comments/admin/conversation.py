"""What surrounds comments: their discussions."""

from django.contrib import admin
from django.db import transaction

from ..models import Discussion
from ..tree import trees
from .shown import OnlyShown

CHOSEN = ("mode", "holds_links", "closes_after_days")


@admin.register(Discussion)
class DiscussionAdmin(OnlyShown):
    list_display = (
        "article",
        "mode",
        "pending_count",
        "approved_count",
        "thread_count",
        "active_at",
    )
    list_filter = ("mode",)
    list_select_related = ("article",)
    ordering = ("-active_at", "-pk")
    search_fields = ("article__title",)
    fields = (
        "article", "mode", "holds_links", "closes_after_days",
        "pending_count", "approved_count", "rejected_count", "spam_count",
    )  # fmt: skip
    readonly_fields = ("article", "pending_count", "approved_count", "rejected_count", "spam_count")

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Only what was chosen, on the row as it is now: tallies may have moved since it was shown."""
        discussion = trees.hold([obj.pk])[obj.pk]
        for name in CHOSEN:
            setattr(discussion, name, form.cleaned_data[name])
        discussion.version += 1
        discussion.save(update_fields=[*CHOSEN, "version"])

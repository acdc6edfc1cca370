"""What surrounds comments: their discussions, the people behind them and the policy."""

from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from .. import trees
from ..models import Commenter, Discussion, Policy
from .shown import OnlyShown


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
    fields = ("article", "mode", "pending_count", "approved_count", "rejected_count", "spam_count")
    readonly_fields = tuple(name for name in fields if name != "mode")

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Only the mode, on the row as it is now: tallies may have moved since the page was shown."""
        discussion = trees.hold([obj.pk])[obj.pk]
        discussion.mode = form.cleaned_data["mode"]
        discussion.version += 1
        discussion.save(update_fields=["mode", "version"])


@admin.register(Commenter)
class CommenterAdmin(OnlyShown):
    list_display = ("__str__", "is_member", "is_always_held", "first_seen_at")
    list_filter = ("is_always_held", "is_member")
    search_fields = ("name", "verified_email")
    ordering = ("-pk",)
    fields = ("name", "verified_email", "is_always_held", "is_member", "first_seen_at")
    readonly_fields = ("name", "verified_email", "is_member", "first_seen_at")


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Policy.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Go to the one row; it is made on the first visit of somebody who may."""
        if self.has_change_permission(request):
            Policy.objects.get_or_create(pk=Policy.THE_ONE)
            return HttpResponseRedirect(
                reverse("admin:comments_policy_change", args=[Policy.THE_ONE])
            )
        return super().changelist_view(request, extra_context)

"""Readers' reports: what is wrong with which comment, and the moderators' answer."""

from django.contrib import admin, messages
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import Report
from ..moderation.settling import settle_reports
from .moderating import ForModerators

EXCERPT = 120  # characters of the comment


class SettledFilter(admin.SimpleListFilter):
    title = _("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("not yet")), ("yes", _("yes"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.open()
        return queryset.settled() if self.value() == "yes" else queryset


@admin.register(Report)
class ReportAdmin(ForModerators):
    list_display = ("said", "reason", "words", "reporter", "reported_at", "settled_at")
    list_display_links = None
    list_filter = (SettledFilter, "reason")
    list_select_related = ("comment", "reporter")
    ordering = ("-reported_at", "-pk")
    actions = ("settle",)
    fields = readonly_fields = (
        "said", "reason", "words", "reporter", "reported_at", "settled_at", "settled_by",
    )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        return self.has_moderate_permission(request) and obj is None

    @admin.action(
        description=_("Answer: these comments stay as they are"), permissions=["moderate"]
    )
    def settle(self, request, queryset):
        comments = set(queryset.open().values_list("comment", flat=True))
        count = settle_reports(comments, by=request.user, now=timezone.now())
        words = ngettext("%d report is answered.", "%d reports are answered.", count)
        self.message_user(request, words % count, messages.SUCCESS)

    @admin.display(description=_("comment"))
    def said(self, report):
        url = reverse("admin:comments_comment_change", args=[report.comment_id])
        return format_html(
            '<a href="{}">{}</a>', url, truncatechars(report.comment.source, EXCERPT)
        )

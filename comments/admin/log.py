"""The moderation log: to be read, filtered and exported; nobody adds, changes or deletes there."""

import csv

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import StreamingHttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..judging.rules import RULES, label_of
from ..models import Comment, Decision
from .shown import OnlyShown

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would carry out
COLUMNS = (
    "decided_at", "action", "comment_id", "discussion_id", "from_status", "to_status",
    "decided_by_id", "decided_by__name", "rule", "reason", "note", "text_version", "batch", "undoes_id",
)  # fmt: skip


class ByKeyFilter(admin.SimpleListFilter):
    """A filter that other pages link to by key; it shows itself only while it is in use."""

    lookup = ""

    def has_output(self):
        return bool(self.value())

    def lookups(self, request, model_admin):
        value = request.GET.get(self.parameter_name, "")
        return [(value, value)] if value else []

    def queryset(self, request, queryset):
        value = self.value() or ""
        if not value:
            return queryset
        if not (value.isascii() and value.isdecimal() and len(value) < 19):
            return queryset.none()
        return queryset.filter(**{self.lookup: int(value)})


class RuleFilter(admin.SimpleListFilter):
    """By the rule that decided, of those that hold or publish comments."""

    title, parameter_name = _("rule"), "rule"

    def lookups(self, request, model_admin):
        return [(rule.__name__, label_of(rule.__name__)) for rule in RULES]

    def queryset(self, request, queryset):
        return queryset.filter(rule=self.value()) if self.value() else queryset


class PersonFilter(ByKeyFilter):
    title, parameter_name, lookup = _("person"), "person", "comment__commenter"


class ArticleFilter(ByKeyFilter):
    title, parameter_name, lookup = _("article"), "article", "discussion"


class CommentFilter(ByKeyFilter):
    title, parameter_name, lookup = _("comment"), "comment", "comment"


@admin.register(Decision)
class DecisionAdmin(OnlyShown):
    list_display = ("decided_at", "what", "who", "why", "link", "person")
    list_filter = (
        "action", "to_status", ("decided_by", admin.RelatedOnlyFieldListFilter), RuleFilter,
        PersonFilter, ArticleFilter, CommentFilter,
    )  # fmt: skip
    list_select_related = ("decided_by",)
    list_per_page = 50
    ordering = ("-decided_at", "-pk")

    def get_queryset(self, request):
        """Return each with the person behind its comment, None where that is gone."""
        writer = Comment.objects.filter(pk=OuterRef("comment")).values("commenter")
        return super().get_queryset(request).annotate(writer=Subquery(writer))

    def get_urls(self):
        view = require_safe(self.admin_site.admin_view(self.csv_view))
        return [path("csv/", view, name="comments_decision_csv"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        title = {"title": _("The log of decisions")}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_change_permission(self, request, obj=None):
        return False

    def csv_view(self, request):
        """Send what the list shows with these filters, row by row, whatever its length."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
        return response

    @admin.display(description=_("decided"))
    def what(self, decision):
        change = "" if decision.from_status == decision.to_status else str(decision)
        change = change if decision.from_status else decision.to_status
        undo = _("undo") if decision.undoes_id else ""
        return " · ".join(filter(None, (str(decision.get_action_display()), change, str(undo))))

    @admin.display(description=_("by"), ordering="decided_by__name")
    def who(self, decision):
        return decision.decided_by or "–"

    @admin.display(description=_("because"), ordering="rule")
    def why(self, decision):
        """The rule that decided, or the reason that a moderator gave, with their words."""
        because = (label_of(decision.rule), decision.reason_label, decision.note)
        return " – ".join(str(part) for part in because if part) or "–"

    @admin.display(description=_("comment"))
    def link(self, decision):
        return format_html('<a href="?comment={0}">{0}</a>', decision.comment_id)

    @admin.display(description=_("person"))
    def person(self, decision):
        if decision.writer is None:
            return "–"
        url = reverse("admin:comments_commenter_change", args=[decision.writer])
        return format_html('<a href="{}">{}</a>', url, decision.writer)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(decisions):
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in decisions.values_list(*COLUMNS).iterator():
        yield writer.writerow(cell(value) for value in row)


def cell(value) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text

"""Moderation in the stock admin. Every decision goes through decisions.decide; tree fields are only shown."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from content.differences import difference

from ..judging.rules import LABELS, label_of
from ..models import Comment, CommentVersion
from ..models.comment import Status
from ..moderation.decisions import Outcome, Seen, decide
from ..people.moderators import PERMISSION, may_use_queue
from ..reading.section import number
from ..writing import editing
from . import erasing, standing
from .queue import queue_urls
from .queue.page import back_to_queue
from .shown import OnlyShown

WORDING_DECISIONS = (Status.APPROVED, Status.REJECTED)
LOGGED = 50  # decisions on a comment's own page, the latest first
EXCERPT = 200  # characters of a comment in the list
DECISIONS = (Status.APPROVED, Status.REJECTED, Status.SPAM)


class HeldByFilter(admin.SimpleListFilter):
    """By the rule that held a comment, of the rules that there are."""

    title = _("held by")
    parameter_name = "held_by"

    def lookups(self, request, model_admin):
        return LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(held_by=self.value()) if self.value() else queryset


class RewordedFilter(admin.SimpleListFilter):
    """Comments whose writers changed them, where the change waits for a moderator."""

    title = _("new wording")
    parameter_name = "reworded"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting for review"))]

    def queryset(self, request, queryset):
        waiting = CommentVersion.objects.waiting().values("comment")
        return queryset.filter(pk__in=waiting) if self.value() else queryset


@admin.register(Comment)
class CommentAdmin(OnlyShown):
    list_display = ("excerpt", "name", "state_and_why", "article", "posted_at")
    list_filter = ("status", HeldByFilter, RewordedFilter, "posted_at")
    list_select_related = ("discussion__article",)
    list_per_page = 50
    search_fields = ("source", "name", "email")
    search_help_text = _("Words of the text, a name or an address.")
    ordering = ("-pk",)
    actions = ("approve", "reject", "mark_as_spam")
    fields = readonly_fields = (
        "state", "article", "text", "wording", "name", "email", "answers", "why", "posted_at", "visible_at",
    )  # fmt: skip
    change_form_template = "admin/comments/comment/change_form.html"

    def get_urls(self):
        decide_path = path(
            "<int:pk>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_view)),
            name="comments_comment_decide",
        )
        wording_path = path(
            "wordings/<int:pk>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_wording_view)),
            name="comments_comment_decide_wording",
        )
        further = standing.urls(self.admin_site) + erasing.comment_urls(self.admin_site)
        own = [decide_path, wording_path, *further, *queue_urls(self.admin_site)]
        return [*own, *super().get_urls()]

    def view_on_site(self, comment):
        return comment.get_absolute_url() if comment.is_approved else None

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("discussion__article", "in_reply_to")

    def has_moderate_permission(self, request):
        return request.user.has_perm(PERMISSION)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_moderate": self.has_moderate_permission(request), "decisions": DECISIONS}
        context |= {"title": _("Comment")}
        context["may_erase"] = request.user.has_perm(erasing.MAY_DELETE_COMMENT)
        comments = Comment.objects.select_related("thread")
        if object_id.isdecimal() and (comment := comments.filter(pk=object_id).first()):
            context |= {"waiting": editing.waiting_wording(comment), "thread": comment.thread}
            context["log"] = comment.decisions.select_related("decided_by").order_by("-pk")[:LOGGED]
        if (
            request.method == "POST"
        ):  # nothing on this page is saved; decisions have their own address
            raise PermissionDenied
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def decide_view(self, request, pk):
        """Carry out one decision on the comment as the moderator saw it."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        comment = get_object_or_404(Comment, pk=pk)
        to, seen = request.POST.get("to"), _seen(request, pk)
        if to not in DECISIONS:
            raise Http404
        outcome = decide([seen], to=to, by=request.user, now=timezone.now())
        if outcome.overtaken:
            comment.refresh_from_db()
            self.message_user(
                request,
                _("Nothing was done: meanwhile this comment was edited, or is %(state)s.")
                % {"state": comment.get_status_display()},
                messages.WARNING,
            )
            return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))
        self._tell(request, outcome, Status(to))
        waiting = reverse("admin:comments_comment_changelist") + "?status__exact=pending"
        return HttpResponseRedirect(waiting)

    def decide_wording_view(self, request, pk):
        """Publish a waiting wording in the place of the shown one, or let it fall."""
        if not may_use_queue(request.user):
            raise PermissionDenied
        mine = Comment.objects.moderated_by(request.user)
        versions = CommentVersion.objects.filter(comment__in=mine)
        version, to = get_object_or_404(versions, pk=pk), request.POST.get("to")
        if to not in WORDING_DECISIONS:
            raise Http404
        if editing.decide_wording(pk, to=to, by=request.user, now=timezone.now()):
            self.message_user(request, _("The new wording: %s.") % Status(to).label)
        else:
            words = _("Nothing was done: this wording does not wait any more.")
            self.message_user(request, words, messages.WARNING)
        if request.POST.get("from") == "queue":
            return HttpResponseRedirect(back_to_queue(request.POST))
        change = reverse("admin:comments_comment_change", args=[version.comment_id])
        return HttpResponseRedirect(change)

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve(self, request, queryset):
        self._decide(request, queryset, Status.APPROVED)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request, queryset):
        self._decide(request, queryset, Status.REJECTED)

    @admin.action(description=_("Mark as spam"), permissions=["moderate"])
    def mark_as_spam(self, request, queryset):
        self._decide(request, queryset, Status.SPAM)

    def _decide(self, request, queryset, to: Status):
        on_page = _seen_in_list(request)
        seen = [on_page.get(one.pk, one) for one in Seen.all_of(queryset)]
        self._tell(request, decide(seen, to=to, by=request.user, now=timezone.now()), to)

    def _tell(self, request, outcome: Outcome, to: Status):
        done, left = len(outcome.decided), len(outcome.overtaken)
        if done:
            text = ngettext("%(n)d comment: %(state)s.", "%(n)d comments: %(state)s.", done)
            self.message_user(request, text % {"n": done, "state": to.label}, messages.SUCCESS)
        if left:
            text = ngettext(
                "%(n)d comment was left as it is.", "%(n)d comments were left as they are.", left
            )
            self.message_user(request, text % {"n": left}, messages.WARNING)

    @admin.display(description=_("comment"))
    def excerpt(self, comment):
        seen = f"{comment.pk} {comment.status} {comment.text_version}"
        text = truncatechars(comment.source, EXCERPT)
        return format_html('{}<input type="hidden" name="seen" value="{}">', text, seen)

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment):
        return format_html(
            '<span class="status-badge" data-status="{}">{}</span>',
            comment.status,
            comment.get_status_display(),
        )

    @admin.display(description=_("status"), ordering="status")
    def state_and_why(self, comment):
        """In the list: what held a comment stands below its state until it is approved."""
        is_told = comment.held_by and not comment.is_approved
        below = format_html("<small>{}</small>", self.why(comment)) if is_told else ""
        return format_html("{}{}", self.state(comment), below)

    @admin.display(description=_("article"))
    def article(self, comment):
        article = comment.discussion.article
        return format_html('<a href="{}">{}</a>', article.get_absolute_url(), article)

    @admin.display(description=_("held because"))
    def why(self, comment):
        why = (label_of(comment.held_by), comment.held_match)
        return " · ".join(filter(None, why)) or "–"

    @admin.display(description=_("text, as readers see it"))
    def text(self, comment):
        return render_to_string("admin/comments/comment/_text.html", {"comment": comment})

    @admin.display(description=_("new wording that waits"))
    def wording(self, comment):
        waiting = editing.waiting_wording(comment)
        pieces = difference(comment.source, waiting.source) if waiting else []
        context = {"pieces": pieces, "waiting": waiting}
        return render_to_string("admin/comments/comment/_wording.html", context)

    @admin.display(description=_("in reply to"))
    def answers(self, comment):
        return comment.in_reply_to or "–"


def _seen(request, pk: int) -> Seen:
    """Return what the moderator's page showed. Raises Http404: where the form says no such thing."""
    version = number(request.POST.get("text_version", ""))
    return Seen(pk, request.POST.get("status", ""), version)


def _seen_in_list(request) -> dict[int, Seen]:
    """Return what each row of the moderator's list showed, by primary key."""
    rows = (row.split(" ") for row in request.POST.getlist("seen") if row.count(" ") == 2)
    seen = (Seen(number(pk), status, number(version)) for pk, status, version in rows)
    return {one.pk: one for one in seen}

"""People: everything that one person said, what became of it, and what moderators know of them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from content import post

from ..models import Commenter, CommenterNote, Decision
from ..people import merging
from . import erasing, exporting
from .moderating import ForModerators

COMMENTS_A_PAGE = 50
DECISIONS_SHOWN = 30  # the latest on this person's comments


class NoteForm(forms.ModelForm):
    class Meta:
        model = CommenterNote
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "cols": 60})}
        labels = {"text": _("A note for other moderators")}


class MergeForm(forms.Form):
    """``other`` is whom one takes this person for; ``confirmed`` comes with the second step."""

    other = forms.IntegerField(
        label=_("Number of the other person"),
        min_value=1,
        max_value=2**63 - 1,
        help_text=_("It stands at the top of a person's page."),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kept: Commenter, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept

    def clean_other(self):
        other = Commenter.objects.filter(pk=self.cleaned_data["other"]).first()
        if not merging.can_merge(self.kept, other):
            raise forms.ValidationError(
                _("That is no other guest: members, erased and merged people stay who they are.")
            )
        return other


@admin.register(Commenter)
class CommenterAdmin(ForModerators):
    list_display = ("__str__", "number", "is_member", "is_always_held", "first_seen_at")
    list_filter = ("is_always_held", "is_member")
    search_fields = ("name", "verified_email", "=pk")
    ordering = ("-pk",)
    fields = (
        ("number", "name", "verified_email", "paused"), ("is_member", "first_seen_at", "erased_at"),
        "is_always_held",
    )  # fmt: skip
    readonly_fields = (
        "number",
        "name",
        "verified_email",
        "paused",
        "is_member",
        "first_seen_at",
        "erased_at",
    )
    change_form_template = "admin/comments/commenter/change_form.html"

    def get_queryset(self, request):
        """Return those who are somebody of their own."""
        return super().get_queryset(request).filter(merged_into=None)

    def get_urls(self):
        view = self.admin_site.admin_view
        note = path(
            "<int:pk>/notes/", view(require_POST(self.note)), name="comments_commenter_note"
        )
        merge = path("<int:pk>/merge/", view(self.merge), name="comments_commenter_merge")
        further = [*erasing.commenter_urls(self.admin_site), *exporting.urls(self.admin_site)]
        return [note, merge, *further, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_moderate": self.has_moderate_permission(request), "note_form": NoteForm()}
        context["title"] = _("Person")
        context["may_erase"] = request.user.has_perm(erasing.MAY_ERASE_PERSON)
        context["may_export"] = request.user.has_perm(exporting.MAY_EXPORT)
        if object_id.isdecimal() and (person := self.get_object(request, object_id)):
            context |= _story(person, request.GET.get("page")) | {"now": timezone.now()}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def note(self, request, pk):
        """Keep a note on this person, for moderators alone."""
        self.require_moderator(request)
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        form = NoteForm(request.POST)
        if form.is_valid():
            form.instance.commenter, form.instance.author = person, request.user
            form.save()
        else:
            self.message_user(request, " ".join(form.errors["text"]), messages.ERROR)
        return _to(person, "#notes")

    def merge(self, request, pk):
        """Show what two people have in common, then make them one."""
        self.require_moderator(request)
        kept = get_object_or_404(self.get_queryset(request), pk=pk)
        form = MergeForm(request.POST or None, kept=kept)
        is_chosen = form.is_valid()
        if is_chosen and form.cleaned_data["confirmed"]:
            return self._merge(request, kept, form.cleaned_data["other"])
        context = self.admin_site.each_context(request) | {
            "title": _("Merge two guests who are the same"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "kept": kept,
            "people": [kept, form.cleaned_data["other"]] if is_chosen else [],
        }
        status = 422 if form.is_bound and not is_chosen else 200
        return TemplateResponse(
            request, "admin/comments/commenter/merge.html", context, status=status
        )

    def _merge(self, request, kept, other):
        try:
            merging.merge(kept=kept, gone=other, by=request.user, now=timezone.now())
        except (merging.NotTheSame, merging.Busy):
            words = _("Nothing was done: something changed about these two. Please try again.")
            self.message_user(request, words, messages.WARNING)
        else:
            words = _("Both are one person now, and both cookies lead here.")
            actions = reverse("admin:comments_queue_actions")
            undo = format_html('{} <a href="{}">{}</a>', words, actions, _("Undo it"))
            self.message_user(request, undo, messages.SUCCESS)
        return _to(kept)

    def save_model(self, request, obj, form, change):
        """Only what was chosen: the rest of the row may have changed since the page was shown."""
        if not change:
            raise PermissionDenied
        obj.save(update_fields=form.changed_data)

    @admin.display(description=_("letters to this person"))
    def paused(self, person):
        pause = post.pause_of(person.mailbox)
        if pause is None:
            return _("go out") if person.mailbox else "–"
        moment = formats.date_format(timezone.localtime(pause.paused_at), "SHORT_DATETIME_FORMAT")
        return f"{_('paused')} ({pause.get_why_display()}), {moment}"

    @admin.display(description=_("number"), ordering="pk")
    def number(self, person):
        return person.pk


def _story(person: Commenter, page) -> dict:
    """Return what moderators know of a person, in the order of time."""
    comments = person.comments.select_related("discussion__article").order_by("-posted_at", "-pk")
    decisions = Decision.objects.filter(comment__commenter=person, decided_by__isnull=False)
    decisions = decisions.select_related("decided_by", "comment")
    tried = Paginator(comments.defer("html", "facts"), COMMENTS_A_PAGE)
    return {
        "comments": tried.get_page(page),
        "decisions": decisions.order_by("-decided_at", "-pk")[:DECISIONS_SHOWN],
        "bans": person.bans.select_related("banned_by").order_by("-banned_at", "-pk"),
        "notes": person.notes.select_related("author").order_by("-written_at", "-pk"),
    }


def _to(person: Commenter, place: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("admin:comments_commenter_change", args=[person.pk]) + place
    )

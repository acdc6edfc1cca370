"""Bans: made from a person, a comment or an address, listed, and lifted."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..judging.words import STAR
from ..models import Ban, Batch, Comment, Commenter
from ..moderation import banning, batches
from ..reading.section import number
from .moderating import ForModerators
from .queue.page import back_to_queue

SHARED_SHOWN = 20  # names of approved people in the same network
FEW_LETTERS = 4  # beside the asterisks of an address: fewer would hit everybody


class BanForm(forms.Form):
    """Whom, how long, why, and what becomes of what they said."""

    WHOM = {
        "person": _("this person, known by cookie or account"),
        "address": _("addresses for mail"),
        "network": _("the network that the comment came from"),
    }
    LASTS = {
        "usual": _("as usual: a network for 30 days, others for good"),
        "1": _("a day"),
        "7": _("a week"),
        "30": _("30 days"),
        "365": _("a year"),
        "ever": _("for good"),
    }
    EXISTING = {
        banning.Existing.LEAVE: _("leave it as it is"),
        banning.Existing.REJECT_PENDING: _("reject what waits for review"),
        banning.Existing.ALL_SPAM: _("mark all of it as spam"),
    }
    whom = forms.ChoiceField(label=_("Ban"), widget=forms.RadioSelect)
    email_pattern = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=254,
        help_text=_("For a ban of addresses. * stands for anything: *@spam.test"),
    )
    lasts = forms.ChoiceField(label=_("For how long"), choices=LASTS)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For moderators; the banned do not see it.")
    )
    existing = forms.ChoiceField(
        label=_("What they said so far"), choices=EXISTING, widget=forms.RadioSelect
    )

    def __init__(self, *args, person: Commenter | None, network: str, **kwargs):
        super().__init__(*args, **kwargs)
        known = {"person": person, "address": True, "network": network}
        self.fields["whom"].choices = [
            (key, words) for key, words in self.WHOM.items() if known[key]
        ]

    def clean(self):
        cleaned = super().clean()
        pattern = cleaned.get("email_pattern", "")
        if cleaned.get("whom") == "address" and len(pattern.replace(STAR, "")) < FEW_LETTERS:
            self.add_error("email_pattern", _("Give more of the address: this fits nearly all."))
        return cleaned

    def ends_at(self, now):
        lasts = self.cleaned_data["lasts"]
        if lasts == "usual":
            return now + banning.NETWORK_BAN if self.cleaned_data["whom"] == "network" else None
        return None if lasts == "ever" else now + timedelta(days=int(lasts))


class InForceFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("in-force", _("in force")), ("over", _("over"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "in-force":
            return queryset.in_force(now)
        return queryset.over(now) if self.value() == "over" else queryset


@admin.register(Ban)
class BanAdmin(ForModerators):
    list_display = ("__str__", "state", "reason", "banned_at", "ends_at", "banned_by")
    list_filter = (InForceFilter,)
    list_select_related = ("commenter", "banned_by")
    search_fields = ("email_pattern", "reason", "commenter__name")
    ordering = ("-banned_at", "-pk")
    actions = ("lift_chosen",)
    fields = readonly_fields = (
        "commenter", "email_pattern", "state", "reason", "banned_at", "ends_at", "banned_by", "lifted_at",
        "lifted_by",
    )  # fmt: skip
    change_form_template = "admin/comments/ban/change_form.html"

    def has_add_permission(self, request):
        return self.has_moderate_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view
        lift = path("<int:pk>/lift/", view(require_POST(self.lift)), name="comments_ban_lift")
        return [lift, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        ban = Ban.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        context = {"title": _("Ban"), "may_lift": bool(ban) and ban.is_in_force(timezone.now())}
        context["may_lift"] &= self.has_moderate_permission(request)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        """Ask whom and how long, with those in view whom a ban of the network would hit as well."""
        self.require_moderator(request)
        person, comment = _subject(request.GET)
        network = _network(person, comment)
        initial = {"lasts": "usual", "existing": "leave", "whom": "person" if person else "address"}
        initial["email_pattern"] = comment.email if comment else ""
        form = BanForm(request.POST or None, initial=initial, person=person, network=network)
        if form.is_valid():
            return self._ban(request, form, person, network)
        shared = banning.approved_people_of(network)
        context = self.admin_site.each_context(request) | {
            "title": _("Ban"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "person": person,
            "comment": comment,
            "network": bool(network),
            "shared": shared[:SHARED_SHOWN],
            "shared_count": shared.count(),
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/comments/ban/add.html", context, status=status)

    def _ban(self, request, form, person, network):
        whom, now = form.cleaned_data["whom"], timezone.now()
        hit = {
            "person": {"commenter": person},
            "address": {"email_pattern": form.cleaned_data["email_pattern"]},
            "network": {"network_hash": network},
        }
        made = banning.ban(
            **hit[whom],
            by=request.user,
            now=now,
            reason=form.cleaned_data["reason"],
            ends_at=form.ends_at(now),
        )
        existing = form.cleaned_data["existing"]
        if batch := batches.begin_on_banned(made, existing=existing, by=request.user, now=now):
            batch = batches.carry_on(batch, by=request.user, now=now)
        self._tell(request, made, batch)
        return HttpResponseRedirect(_way_on(request, made, batch))

    def _tell(self, request, made: Ban, batch: Batch | None):
        """Say what was done, with the way to take it back."""
        count = batch.decided_count if batch else 0
        words = ngettext("Banned; %d comment decided.", "Banned; %d comments decided.", count)
        page = reverse("admin:comments_ban_change", args=[made.pk])
        link, label = (page, _("See the ban"))
        if count:
            link = reverse("admin:comments_queue_action", args=[batch.pk])
            label = _("Undo both")
        said = format_html('{} <a href="{}">{}</a>', words % count, link, label)
        self.message_user(request, said, messages.SUCCESS)

    def lift(self, request, pk):
        self.require_moderator(request)
        ban = get_object_or_404(Ban, pk=pk)
        if ban.lift(by=request.user, now=timezone.now()):
            self.message_user(request, _("The ban is lifted."), messages.SUCCESS)
        else:
            self.message_user(request, _("This ban was over already."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:comments_ban_change", args=[pk]))

    @admin.action(description=_("Lift"), permissions=["moderate"])
    def lift_chosen(self, request, queryset):
        now = timezone.now()
        count = sum(ban.lift(by=request.user, now=now) for ban in queryset)
        words = ngettext("%d ban is lifted.", "%d bans are lifted.", count)
        self.message_user(request, words % count, messages.SUCCESS)

    @admin.display(description=_("state"))
    def state(self, ban):
        if ban.lifted_at:
            return _("lifted")
        return _("in force") if ban.is_in_force(timezone.now()) else _("over")


def _way_on(request, made: Ban, batch: Batch | None) -> str:
    """Return to what is to be carried on, or to the queue where the deed began, or show the ban."""
    if batch and not batch.is_finished:
        return reverse("admin:comments_queue_action", args=[batch.pk])
    if "from" in request.GET:
        return back_to_queue(request.GET)
    return reverse("admin:comments_ban_change", args=[made.pk])


def _subject(params) -> tuple[Commenter | None, Comment | None]:
    """Return the person and the comment that an address names. Raises Http404: there is none such."""
    if "comment" in params:
        comments = Comment.objects.select_related("commenter", "discussion__article")
        comment = get_object_or_404(comments, pk=number(params["comment"]))
        return comment.commenter, comment
    if "person" in params:
        people = Commenter.objects.filter(merged_into=None)
        return get_object_or_404(people, pk=number(params["person"])), None
    return None, None


def _network(person: Commenter | None, comment: Comment | None) -> str:
    """Return the hash of the network, as long as it is kept: of the comment, or the person's latest."""
    if comment:
        return comment.network_hash or ""
    if person is None:
        return ""
    known = person.comments.filter(network_hash__isnull=False).order_by("-pk")
    return known.values_list("network_hash", flat=True).first() or ""

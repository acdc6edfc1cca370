"""The policy in plain words. A change of what the rules judge by shows its effect before it is saved."""

import hashlib

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..judging import akismet_check, dry_run
from ..models import Policy

# What the rules judge by; the others have no effect that could be tried beforehand.
JUDGED_BY = (
    "first_comments_held", "rejections_percent", "blocked_words", "blocked_words_are", "held_words",
    "links_held_from", "blocked_hosts", "closes_after_days",
)  # fmt: skip
# The privacy page shows these to readers as they are here.
KEPT_DAYS = (
    "networks_kept_days", "spam_kept_days", "reports_kept_days", "confirmations_kept_days",
    "told_kept_days", "letters_kept_days", "sessions_kept_days", "logins_kept_days", "tasks_kept_days",
)  # fmt: skip


class PolicyForm(forms.ModelForm):
    """
    Valid only once its effect was shown: ``confirmed`` is the digest of the values that it was shown for.

    So nothing is saved unseen, and what was typed stays in the form.
    """

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    effect: dry_run.Effect | None = None
    digest = ""

    def _post_clean(self):
        """Here, as the model's own checks of what was typed come after clean()."""
        super()._post_clean()
        if self.errors or not set(self.changed_data) & set(JUDGED_BY):
            return
        self.digest = _digest(self.cleaned_data)
        if self.cleaned_data["confirmed"] != self.digest:
            self.effect = _effect(self.cleaned_data)
            self.add_error(None, _("Nothing is saved yet. Read what this would change, then save."))


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    form = PolicyForm

    class Media:
        css = {"all": ["css/admin-people.css"]}

    change_form_template = "admin/comments/policy/change_form.html"
    fieldsets = (
        (_("Reading"), {"fields": ("default_order",)}),
        (_("People"), {"fields": ("first_comments_held", "rejections_percent")}),
        (_("Words"), {"fields": ("blocked_words", "blocked_words_are", "held_words")}),
        (_("Links"), {"fields": ("links_held_from", "blocked_hosts")}),
        (_("Time"), {"fields": ("closes_after_days", "edit_minutes")}),
        (_("Reports by readers"), {"fields": ("reports_to_act_on", "reports_hold")}),
        (_("Bans"), {"fields": ("ask_when_banned",)}),
        (_("Moderating"), {"fields": ("authors_moderate", "canned_replies")}),
        (_("What is forgotten"), {"fields": KEPT_DAYS}),
    )

    def has_add_permission(self, request):
        return False  # the one there is stands on its page, stored or not

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Go to the one row, stored or not."""
        if self.has_change_permission(request):
            return HttpResponseRedirect(
                reverse("admin:comments_policy_change", args=[Policy.THE_ONE])
            )
        return super().changelist_view(request, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """Return the policy in force: what was never chosen stands there as it holds."""
        return Policy.in_full() if object_id == str(Policy.THE_ONE) else None

    def render_change_form(self, request, context, **kwargs):
        form = context["adminform"].form
        if effect := getattr(form, "effect", None):
            context |= {"effect": effect, "digest": form.digest, "groups": _groups(effect)}
            context["errors"] = []  # there is nothing to correct
        context["akismet_is_on"] = akismet_check.is_on()
        context["show_save_and_continue"] = False
        return super().render_change_form(request, context, **kwargs)


def _effect(cleaned: dict) -> dry_run.Effect:
    """Judge by the stored policy and by the one that was typed, which is not stored."""
    typed = Policy(**{name: cleaned[name] for name in JUDGED_BY})
    return dry_run.effect(before=Policy.in_full().terms(), after=typed.terms())


def _digest(cleaned: dict) -> str:
    values = repr([(name, cleaned[name]) for name in JUDGED_BY])
    return hashlib.sha256(values.encode()).hexdigest()


def _groups(effect: dry_run.Effect) -> list[tuple[str, dry_run.Group]]:
    """Return each kind of difference with its sentence; those that do not occur are left out."""
    kept, let, other = effect.newly_kept_back, effect.newly_let_through, effect.otherwise
    sentences = [
        (
            ngettext(
                "%(n)d comment that appeared at once would be kept back",
                "%(n)d comments that appeared at once would be kept back",
                kept.count,
            ),
            kept,
        ),
        (
            ngettext(
                "%(n)d comment that was kept back would appear at once",
                "%(n)d comments that were kept back would appear at once",
                let.count,
            ),
            let,
        ),
        (
            ngettext(
                "%(n)d comment would be kept back in another way",
                "%(n)d comments would be kept back in another way",
                other.count,
            ),
            other,
        ),
    ]
    return [(words % {"n": group.count}, group) for words, group in sentences if group.count]

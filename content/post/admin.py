"""
The letters in the admin: what waits, what was sent and what was given up. Words only while it waits.

And the addresses that get none for now, by number, reason and moment; who they belong to is not kept.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import Letter, PausedAddress
from . import pausing
from .delivery import compose
from .queue import try_again

UNSENT = (Letter.State.WAITING, Letter.State.SENDING, Letter.State.GIVEN_UP)


class KindFilter(admin.SimpleListFilter):
    """By composer, in words as the list has them."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        composers = Letter.objects.order_by("composer").values_list("composer", flat=True)
        return [(path, Letter(composer=path).kind) for path in composers.distinct()]

    def queryset(self, request, queryset):
        return queryset.filter(composer=self.value()) if self.value() else queryset


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ["__str__", "state", "enqueued_at", "next_try_at", "tries", "problem"]
    list_filter = ["state", KindFilter]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-pk"]
    actions = ["send_again"]
    fields = [
        "kind", "state", "enqueued_at", "next_try_at", "finished_at", "tries", "problem",
        "recipient", "words",
    ]  # fmt: skip
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Say above the list how many addresses get none."""
        paused = {"paused_count": PausedAddress.objects.count()}
        return super().changelist_view(request, paused | (extra_context or {}))

    @admin.display(description=_("to"))
    def recipient(self, letter):
        composed = _unsent(letter)
        return composed.to if composed else "–"

    @admin.display(description=_("words"))
    def words(self, letter):
        """As they would be sent now; links that are as good as a password are left out."""
        composed = _unsent(letter)
        if composed is None:
            return _("Nothing is kept of it, or there is nothing to say any more.")
        plain = composed.plain()
        return format_html("<pre><b>{}</b>\n\n{}</pre>", plain.subject, plain.text)

    @admin.action(description=_("Try again"), permissions=["change"])
    def send_again(self, request, queryset):
        count = try_again(queryset, now=timezone.now())
        words = ngettext("%d letter is tried again.", "%d letters are tried again.", count)
        messages.success(request, words % count)


@admin.register(PausedAddress)
class PausedAddressAdmin(admin.ModelAdmin):
    list_display = ["__str__", "why", "paused_at", "letter"]
    list_filter = ["why"]
    list_select_related = ["letter"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["digest"]
    search_help_text = _("A whole address, to see whether it is among these.")
    ordering = ["-paused_at", "-pk"]
    actions = ["end_pauses"]
    fields = readonly_fields = ["why", "paused_at", "letter"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        """Find an address by its hash, as nothing else is kept of it."""
        if not search_term:
            return queryset, False
        found = pausing.pauses_of([search_term]).values("pk")
        return queryset.filter(pk__in=found), False

    @admin.action(description=_("Let letters go there again"), permissions=["change"])
    def end_pauses(self, request, queryset):
        count, _deleted = queryset.delete()
        words = ngettext(
            "Letters go to %d address again.", "Letters go to %d addresses again.", count
        )
        messages.success(request, words % count)


def _unsent(letter: Letter):
    """
    Return the letter as it would be sent now; None where it is over, or cannot be composed.

    In a local run, where letters only become files, none is ever over for its owner.
    """
    if letter.state not in UNSENT and not settings.LETTERS_ARE_FILES:
        return None
    try:
        return compose(letter)
    except Exception:  # whatever keeps it from being sent must not keep the page from being shown
        return None

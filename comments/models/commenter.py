"""Who comments: an account, or a guest known by a signed cookie or a verified address."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CommenterQuerySet(models.QuerySet):
    def present(self):
        """Those who are somebody: neither erased nor somebody else by now."""
        return self.filter(erased_at=None, merged_into=None)

    def with_mailbox(self, address: str):
        """Whoever proved this address, an account before a guest."""
        known = Q(user__email__iexact=address, user__is_active=True)
        known |= Q(verified_email__iexact=address)
        return self.present().filter(known).order_by(F("user").asc(nulls_last=True), "pk")


class Commenter(models.Model):
    """
    The person behind comments. Trust, edit rights and labels hang here, never on a typed address.

    A guest has a ``token`` (the cookie holds it, signed); a member has a ``user``, None once that
    account is deleted ("former member").
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commenter",
    )
    is_member = models.BooleanField(_("has or had an account"), default=False, editable=False)
    token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    name = models.CharField(_("name"), max_length=80, blank=True)
    verified_email = models.EmailField(_("verified address"), null=True, blank=True)  # noqa: DJ001
    is_always_held = models.BooleanField(_("always review this person's comments"), default=False)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
    )
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = CommenterQuerySet.as_manager()

    class Meta:
        verbose_name = _("commenter")
        verbose_name_plural = _("commenters")
        permissions = [("export_commenter", _("Can export all that is kept of a person"))]
        constraints = [
            models.UniqueConstraint(
                Lower("verified_email"),
                condition=Q(verified_email__isnull=False),
                name="commenter_email_unique_in_any_case",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="commenter_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.name or f"Commenter {self.pk}"

    def hold(self) -> "Commenter":
        """
        Lock this person's row until the transaction ends, made where there is none; return whom they became.

        What moderators did meanwhile is known then: that they were erased, merged, or are always held. A
        request that ran beside this one, for somebody as new, waits here and finds what the other stored.
        """
        if self._state.adding:
            return self.settled().hold()
        rows = Commenter.objects.select_for_update(no_key=True)
        known = ["erased_at", "merged_into", "is_always_held"]
        self.refresh_from_db(fields=known, from_queryset=rows)
        return self.merged_into.hold() if self.merged_into_id else self

    def present(self) -> "Commenter":
        """Return whom this person became, where they were merged."""
        return self.merged_into.present() if self.merged_into_id else self

    @property
    def is_guest(self) -> bool:
        return not self.is_member

    def rows(self) -> list[int]:
        """Return the keys of all rows of this person: the one that others were merged into, and those."""
        kept = self
        while kept.merged_into_id:
            kept = kept.merged_into
        people = further = [kept.pk]
        while further:
            merged = Commenter.objects.filter(merged_into__in=further)
            further = list(merged.values_list("pk", flat=True))
            people = people + further
        return people

    @property
    def mailbox(self) -> str:
        """The address that letters to this person go to; "" where none is known to be theirs."""
        if self.erased_at or self.merged_into_id:
            return ""
        if self.user:
            return self.user.email if self.user.is_active else ""
        return self.verified_email or ""

    def addresses(self) -> set[str]:
        """Return the mail addresses that are known to be this person's, not those merely typed."""
        own = {self.verified_email, self.user.email if self.user else None}
        return own - {None, ""}

    def settled(self) -> "Commenter":
        """
        Return this person as stored: saved now, or by a request that ran beside this one.

        Whoever was merged meanwhile is the person they became; who was erased since this request
        began is somebody new (``hold`` them first).
        """
        if self.erased_at:
            token = None if self.user_id else new_token()
            anew = Commenter(user=self.user, is_member=self.is_member, token=token, name=self.name)
            return anew.settled()
        if not self._state.adding:
            return Commenter.objects.filter(merged_from=self).first() or self
        if not (self.user or self.token):  # known by nothing: nobody else can be the same
            self.save()
            return self
        known = {"user": self.user} if self.user else {"token": self.token}
        fresh = {"name": self.name, "is_member": self.is_member, "token": self.token}
        found, _made = Commenter.objects.get_or_create(**known, defaults=fresh)
        self.pk, self._state.adding = found.pk, False
        return found

    def count_approved(self) -> int:
        """Return how many of this person's comments stand approved, in all discussions."""
        if self._state.adding:
            return 0
        return self.participations.aggregate(sum=Sum("approved_count"))["sum"] or 0


class ParticipationQuerySet(models.QuerySet):
    def shown(self):
        """Of those whom "commenters" counts."""
        return self.filter(approved_count__gt=0)


class Participation(models.Model):
    """
    One commenter in one discussion: makes "distinct commenters" a tally instead of a search.

    Of the comments by status, the queue shows the sums a person.
    """

    discussion = models.ForeignKey(
        "comments.Discussion",
        on_delete=models.CASCADE,
        related_name="participations",
        db_index=False,
    )
    commenter = models.ForeignKey(
        Commenter, on_delete=models.PROTECT, related_name="participations"
    )
    pending_count = models.PositiveIntegerField(default=0)
    approved_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    spam_count = models.PositiveIntegerField(default=0)
    withdrawn_count = models.PositiveIntegerField(default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "commenter"], name="participation_once_a_commenter"
            )
        ]
        indexes = [
            models.Index(  # the list of commenters, in its order
                fields=["discussion", "-approved_count", "id"],
                condition=Q(approved_count__gt=0),
                name="participation_by_count",
            ),
        ]

    def __str__(self):
        return f"{self.commenter_id} in {self.discussion_id}"

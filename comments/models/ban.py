"""A ban: of a person, of addresses, or of a network, for a time or for good."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..judging import words


class BanQuerySet(models.QuerySet):
    def in_force(self, now: datetime):
        return self.filter(lifted_at__isnull=True).filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def over(self, now: datetime):
        return self.filter(Q(lifted_at__isnull=False) | Q(ends_at__lte=now))

    def hitting(self, commenter, *, email: str, network: str, now: datetime) -> "Ban | None":
        """
        Return the ban in force that hits somebody who writes so, the longest of several, or None.

        ``commenter`` may be unsaved. ``email``: as typed, "" for none. ``network``: its hash, or "".
        """
        whose = ~Q(email_pattern="")
        if commenter.pk:
            whose |= Q(commenter=commenter)
        if network:
            whose |= Q(network_hash=network)
        own = commenter.addresses() | {email} - {""}
        bans = [ban for ban in self.in_force(now).filter(whose) if ban.fits(own)]
        return max(bans, key=lambda ban: (ban.ends_at is None, ban.ends_at or now), default=None)


class Ban(models.Model):
    """
    Exactly one of ``commenter``, ``email_pattern`` and ``network_hash`` says whom it hits.

    The hash of a network, and one person's address, go with the end of the ban; ``forgotten_at`` says so.
    """

    commenter = models.ForeignKey(
        "comments.Commenter",
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bans",
    )
    email_pattern = models.CharField(
        _("address"), max_length=254, blank=True, help_text=_("* stands for anything: *@spam.test")
    )
    network_hash = models.CharField(max_length=32, blank=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    banned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    banned_at = models.DateTimeField(_("since"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: for good.")
    )
    batch = models.ForeignKey(
        "comments.Batch",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="bans",
        help_text="The action that it came with, and goes with where that is undone.",
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    forgotten_at = models.DateTimeField(_("network forgotten"), null=True, editable=False)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        constraints = [
            models.CheckConstraint(
                condition=Q(commenter__isnull=False, email_pattern="", network_hash="")
                | (Q(commenter__isnull=True, network_hash="") & ~Q(email_pattern=""))
                | (Q(commenter__isnull=True, email_pattern="") & ~Q(network_hash=""))
                | Q(
                    commenter__isnull=True,
                    email_pattern="",
                    network_hash="",
                    forgotten_at__isnull=False,
                ),
                name="ban_hits_exactly_one",
            )
        ]

    def __str__(self):
        forgotten = _("a network or an address") if self.forgotten_at else _("a network")
        return str(self.commenter or self.email_pattern or forgotten)

    def fits(self, addresses: set[str]) -> bool:
        """Whether it hits one of these addresses; any, where it is not of addresses."""
        if not self.email_pattern:
            return True
        return any(words.matches(self.email_pattern, address) for address in addresses)

    def is_in_force(self, now: datetime) -> bool:
        return self.lifted_at is None and (self.ends_at is None or self.ends_at > now)

    def lift(self, *, by, now: datetime) -> bool:
        """End the ban before its time. Return False where it was over already."""
        rows = Ban.objects.in_force(now).filter(pk=self.pk)
        done = bool(rows.update(lifted_at=now, lifted_by=by))
        self.refresh_from_db()
        return done

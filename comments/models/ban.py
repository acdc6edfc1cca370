"""A ban: of a person, of addresses, or of a network, for a time or for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BanQuerySet(models.QuerySet):
    def in_force(self, now):
        return self.filter(lifted_at__isnull=True).filter(Q(ends_at=None) | Q(ends_at__gt=now))


class Ban(models.Model):
    """Exactly one of ``commenter``, ``email_pattern`` and ``network_hash`` says whom it hits."""

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
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
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

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        constraints = [
            models.CheckConstraint(
                condition=Q(commenter__isnull=False, email_pattern="", network_hash="")
                | (Q(commenter__isnull=True, network_hash="") & ~Q(email_pattern=""))
                | (Q(commenter__isnull=True, email_pattern="") & ~Q(network_hash="")),
                name="ban_hits_exactly_one",
            )
        ]

    def __str__(self):
        return str(self.commenter or self.email_pattern or _("a network"))

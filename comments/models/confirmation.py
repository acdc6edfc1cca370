"""An address that somebody typed, and what its owner is asked to confirm by a letter."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from .commenter import Commenter
from .policy import Policy

HOUR = timedelta(hours=1)
A_NETWORK_AN_HOUR = 10  # letters: a household's worth, and no use for flooding
AN_ADDRESS_AN_HOUR = 3  # letters: the first, one that got lost, and one more


class ConfirmationQuerySet(models.QuerySet):
    def open(self, now: datetime):
        """Those whose links still work."""
        return self.filter(asked_at__gt=now - Policy.kept_for("confirmations"))

    def of_address(self, address: str):
        return self.filter(address__iexact=address)

    def too_many(self, *, address: str, network: str, now: datetime) -> bool:
        """Whether one more letter would be too many, for this address or from this network."""
        lately = self.filter(asked_at__gt=now - HOUR)
        if lately.of_address(address).count() >= AN_ADDRESS_AN_HOUR:
            return True
        return bool(network) and (lately.filter(network_hash=network).count() >= A_NETWORK_AN_HOUR)


class Confirmation(models.Model):
    """
    Asked for with an address; nothing of it holds until the link in its letter was opened.

    ``wish``: what is followed then, as columns of Follow; empty where only the own page was asked for.
    ``commenter``: whom the asking browser's cookie named.
    """

    address = models.EmailField()
    network_hash = models.CharField(max_length=32, blank=True)
    commenter = models.ForeignKey(Commenter, on_delete=models.CASCADE, null=True, related_name="+")
    wish = models.JSONField(default=dict)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self):
        return f"Confirmation {self.pk}"

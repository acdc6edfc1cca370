"""What moderators tell each other of a person."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommenterNote(models.Model):
    """Never shown to anyone who does not moderate."""

    commenter = models.ForeignKey(
        "comments.Commenter", on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.CharField(_("note"), max_length=1_000)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note on a person")
        verbose_name_plural = _("notes on people")

    def __str__(self):
        return self.text[:60]

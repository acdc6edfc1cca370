"""The letters to those who moderate, about what waits for them."""

from django.conf import settings
from django.db import models


class QueueLetter(models.Model):
    """The last letter to somebody about what waits for them, and up to which moment it tells."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="queue_letter",
    )
    letter = models.ForeignKey(
        "content.Letter", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    until = models.DateTimeField(null=True, help_text="What began to wait later is new to them.")

    class Meta:
        verbose_name = "letter about the queue"
        verbose_name_plural = "letters about the queue"

    def __str__(self):
        return f"{self.user_id} until {self.until}"

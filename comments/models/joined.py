"""Threads that went into others, kept so that addresses of them still lead somewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class JoinedThread(models.Model):
    """A thread that is none any more: a moderator hung the comment that began it under another one."""

    id = models.BigIntegerField(primary_key=True, help_text="Of the thread while it was one.")
    began_with = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("joined thread")
        verbose_name_plural = _("joined threads")

    def __str__(self):
        return f"Thread {self.pk}, joined"

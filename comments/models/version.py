"""The wordings that a comment had, has, and may get."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment, Status
from .discussion import Discussion


class CommentVersionQuerySet(models.QuerySet):
    def waiting(self):
        """Newer wordings that a moderator has to see while an older one is shown."""
        return self.filter(
            status=Status.PENDING,
            comment__status=Status.APPROVED,
            number__gt=F("comment__text_version"),
        )

    def moderated_by(self, user):
        """Those of comments that this user may decide on."""
        discussions = Discussion.objects.moderated_by(user)
        if discussions is None:
            return self
        return self.filter(comment__discussion__in=discussions)


class CommentVersion(models.Model):
    """One wording of a comment; the comment itself holds the wording that is shown."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.APPROVED)
    held_by = models.CharField(max_length=40, blank=True)
    held_match = models.CharField(max_length=200, blank=True)
    is_probably_spam = models.BooleanField(
        default=False, help_text="A rule took it for spam; a moderator looks at it all the same."
    )
    facts = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The moderator who wrote it; None for the comment's own writer.",
    )

    objects = CommentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        indexes = [
            models.Index(fields=["comment"], condition=Q(status="pending"), name="version_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="version_number_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "rejected", "spam", "withdrawn"]),
                name="version_status_known",
            ),
        ]

    def __str__(self):
        return f"Wording {self.number} of {self.comment_id}"

"""A reader's report of a shown comment."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportQuerySet(models.QuerySet):
    def open(self):
        """Those that no moderator answered yet."""
        return self.filter(settled_at__isnull=True)


class Report(models.Model):
    """Who reports is never shown to the comment's writer."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("spam or advertising")
        ABUSE = "abuse", _("abusive or hateful")
        OFF_TOPIC = "off_topic", _("off topic")
        PRIVATE = "private", _("private information")
        OTHER = "other", _("something else")

    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.ForeignKey(
        "comments.Commenter", on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    words = models.CharField(_("in their words"), max_length=500, blank=True)
    network_hash = models.CharField(max_length=32, null=True, editable=False)  # noqa: DJ001
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"], name="report_once_a_person_a_comment"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["spam", "abuse", "off_topic", "private", "other"]),
                name="report_reason_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reported_at"], condition=Q(settled_at__isnull=True), name="report_open"
            )
        ]

    def __str__(self):
        return self.get_reason_display()

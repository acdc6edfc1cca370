"""A reaction: one a person to a comment, or to the article itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reaction(models.Model):
    """To ``comment``, or where that is None to the article of ``discussion``."""

    class Kind(models.TextChoices):
        LIKE = "like", _("like")
        LOVE = "love", _("love")
        INSIGHTFUL = "insightful", _("insightful")
        THANKS = "thanks", _("thanks")
        FUNNY = "funny", _("funny")

    discussion = models.ForeignKey(
        "comments.Discussion", on_delete=models.CASCADE, related_name="reactions"
    )
    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, null=True, related_name="reactions"
    )
    commenter = models.ForeignKey(
        "comments.Commenter", on_delete=models.CASCADE, related_name="reactions"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    network_hash = models.CharField(max_length=32, null=True, editable=False)  # noqa: DJ001
    reacted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        indexes = [
            models.Index(
                fields=["network_hash", "-reacted_at"],
                condition=Q(network_hash__isnull=False),
                name="reaction_by_network",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "commenter"], name="reaction_once_a_person_a_comment"
            ),
            models.UniqueConstraint(
                fields=["discussion", "commenter"],
                condition=Q(comment__isnull=True),
                name="reaction_once_a_person_an_article",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["like", "love", "insightful", "thanks", "funny"]),
                name="reaction_kind_known",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

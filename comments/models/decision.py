"""The moderation log: append-only, without personal data and without words of comments."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row of the log."""


class DecisionQuerySet(models.QuerySet):
    def update(self, **fields):
        raise AppendOnlyError("Decisions are never changed.")

    def delete(self):
        raise AppendOnlyError("Decisions are never deleted.")

    bulk_update = update


class Decision(models.Model):
    """
    What was decided on one comment: by whom or which rule, from what to what, and why.

    Its references carry no database constraint and no cascade: the log outlives what it tells of.
    """

    class Action(models.TextChoices):
        POST = "post", _("posted")
        STATUS = "status", _("decided")
        EDIT = "edit", _("edited")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("unpinned")
        CLOSE = "close", _("thread closed")
        REOPEN = "reopen", _("thread reopened")
        MOVE = "move", _("moved")
        ERASE = "erase", _("erased")

    class Reason(models.TextChoices):
        """Why a moderator rejected; said to moderators, and to a writer who asked to be told."""

        OFF_TOPIC = "off_topic", _("off topic")
        ABUSE = "abuse", _("abusive or hateful")
        ADVERTISING = "advertising", _("advertising")
        PRIVATE = "private", _("private information")
        REPEATED = "repeated", _("said before")
        LEGAL = "legal", _("against the law")

    comment = models.ForeignKey(
        "comments.Comment",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="decisions",
    )
    discussion = models.ForeignKey(
        "comments.Discussion",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="decisions",
    )
    action = models.CharField(_("action"), max_length=10, choices=Action, default=Action.STATUS)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        help_text="None where a rule decided, or the comment's writer.",
    )
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    from_status = models.CharField(_("from"), max_length=10, blank=True)
    to_status = models.CharField(_("to"), max_length=10)
    text_version = models.PositiveIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    made_visible = models.BooleanField(
        default=False, help_text="The comment was first seen by it; undone, it is new once more."
    )
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    undoes = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("at"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    action__in=[
                        "post",
                        "status",
                        "edit",
                        "pin",
                        "unpin",
                        "close",
                        "reopen",
                        "move",
                        "erase",
                    ]
                ),
                name="decision_action_known",
            )
        ]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="decision_by_date")]

    def __str__(self):
        return f"{self.from_status or '–'} → {self.to_status}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError("Decisions are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError("Decisions are never deleted.")

    @classmethod
    def on(cls, comment, action: str = Action.STATUS, **columns) -> "Decision":
        """Return a new one on ``comment`` as it is, unsaved: what is not said of it stays as it was."""
        as_it_is = {"from_status": comment.status, "to_status": comment.status}
        as_it_is |= {"text_version": comment.text_version}
        return cls(
            comment_id=comment.pk,
            discussion_id=comment.discussion_id,
            action=action,
            **as_it_is | columns,
        )

    def origin(self) -> tuple["Decision", bool]:
        """Return the first decision of a chain of undos, and whether this one leaves it undone."""
        decision, is_undo = self, False
        while decision.undoes_id:
            decision, is_undo = decision.undoes, not is_undo
        return decision, is_undo

    @property
    def reason_label(self) -> str:
        """The reason in words; as it stands where it is none of those above."""
        return dict(self.Reason.choices).get(self.reason, self.reason)

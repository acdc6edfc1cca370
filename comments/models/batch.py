"""One action of a moderator: on one comment or on ten thousand, to be undone as one."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import Decision

UNDO_DAYS = 30  # an action can be undone for so long: a month of holidays and second thoughts
# Of Batch.action: a ban, or its end, by itself, and two guests made one; none decides on a comment.
BAN, LIFT, MERGE = "ban", "lift", "merge"


class BatchQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-started_at", "-pk")

    def undoable(self, now: datetime):
        """Actions young enough, that did something and that nobody began to undo; never erasures."""
        since = now - timedelta(days=UNDO_DAYS)
        young = self.filter(started_at__gt=since, undone_by__isnull=True)
        done = young.filter(Q(decided_count__gt=0) | Q(is_ban=True))
        return done.exclude(action=Decision.Action.ERASE)


class Batch(models.Model):
    """
    What was chosen, what shall become of it, and how far it is.

    Its primary key is ``Decision.batch`` of all that it decided. A large one goes on in steps, each
    a transaction of its own: ``after`` is the last comment that was dealt with, ``upto`` the last
    that there was when it began. One that was interrupted stands as it is, to be carried on or undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.CharField(
        _("action"),
        max_length=10,
        choices=[
            *Decision.Action.choices,
            (BAN, _("banned")),
            (LIFT, _("ban lifted")),
            (MERGE, _("made one")),
        ],
        default=Decision.Action.STATUS,
    )
    to_status = models.CharField(_("to"), max_length=10, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    started_at = models.DateTimeField(_("at"), default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    choice = models.JSONField(default=dict, blank=True)
    is_ban = models.BooleanField(_("with a ban of the writers"), default=False)
    after = models.BigIntegerField(default=0)
    upto = models.BigIntegerField(default=0)
    total_count = models.PositiveIntegerField(_("chosen"), default=0)
    decided_count = models.PositiveIntegerField(_("decided"), default=0)
    overtaken_count = models.PositiveIntegerField(_("left alone"), default=0)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(undoes=models.F("id")),
                name="batch_does_not_undo_itself",
            )
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="batch_by_date")]

    def __str__(self):
        return str(self.pk)

    @classmethod
    def of_ban(cls, action: str, *, by, now: datetime, **choice) -> "Batch":
        """Note a ban, or its end, that decides on no comment."""
        return cls.objects.create(
            action=action,
            is_ban=True,
            started_by=by,
            started_at=now,
            finished_at=now,
            choice=choice,
        )

    @classmethod
    def of_one(cls, action: str, *, by, now: datetime, to: str = "", **choice) -> "Batch":
        """Return a new action on one comment, done at once; saved where a user did it."""
        batch = cls(
            action=action,
            to_status=to,
            started_by=by,
            started_at=now,
            finished_at=now,
            choice=choice,
            total_count=1,
            decided_count=1,
        )
        if by:
            batch.save(force_insert=True)
        return batch

    def origin(self) -> tuple["Batch", bool]:
        """Return the first action of a chain of undos, and whether this one leaves it undone."""
        batch, is_undo = self, False
        while batch.undoes_id:
            batch, is_undo = batch.undoes, not is_undo
        return batch, is_undo

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_of_people(self) -> bool:
        """Whether it decided on nobody's comment."""
        return self.action in {BAN, LIFT, MERGE}

    @property
    def is_of_thread(self) -> bool:
        """Whether it set a mark of a thread."""
        marks = Decision.Action
        return self.action in {marks.PIN, marks.UNPIN, marks.CLOSE, marks.REOPEN}

    @property
    def dealt_count(self) -> int:
        return self.decided_count + self.overtaken_count

    def can_be_undone(self, now: datetime) -> bool:
        return type(self).objects.undoable(now).filter(pk=self.pk).exists()

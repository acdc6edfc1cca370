"""
Actions on many comments: begun, carried on in steps, undone as one.

Each step is a short transaction of its own, so that readers and writers come in between. What stops
in the middle stands in its Batch, true to what was done, to be carried on or undone.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from . import decisions, rewording
from .decisions import Seen
from .models import Ban, Batch, Comment, Commenter, Decision
from .models.comment import Status
from .moderators import moderators
from .queue.choice import Choice

STEPS = 4  # a request: 2,000 comments, about a second


def begin(
    choice: Choice,
    *,
    to: str,
    by,
    now: datetime,
    upto: int | None = None,
    reason: str = "",
    is_ban: bool = False,
) -> Batch:
    """
    Note down what shall become of all that is chosen; ``carry_on`` then does it.

    ``upto``: the last comment that there was when somebody chose; later ones nobody has seen.
    ``is_ban``: with a ban of their writers for good.
    """
    comments = outstanding(choice, Status(to), by)
    upto = _last(comments, upto)
    return Batch.objects.create(
        to_status=Status(to),
        reason=reason,
        is_ban=is_ban,
        started_by=by,
        started_at=now,
        choice=choice.as_row(),
        upto=upto,
        total_count=comments.filter(pk__lte=upto).count(),
    )


def _last(comments, upto: int | None) -> int:
    last = comments.aggregate(last=Max("pk"))["last"] or 0
    return last if upto is None else min(upto, last)


def begin_undo(batch: Batch, *, by, now: datetime) -> Batch | None:
    """Note down that ``batch`` shall be taken back; None where it cannot, or somebody has begun to."""
    with transaction.atomic():
        locked = Batch.objects.select_for_update().filter(pk=batch.pk).first()
        if locked is None or not locked.can_be_undone(now):
            return None
        if not locked.is_finished:  # it stops where it is
            Batch.objects.filter(pk=batch.pk).update(finished_at=now, choice={})
        return Batch.objects.create(
            undoes=locked, started_by=by, started_at=now, total_count=locked.decided_count
        )


def carry_on(batch: Batch, *, by, now: datetime) -> Batch:
    """Do the next 2,000 or what is left of them; return the batch as it is then."""
    for _ in range(STEPS):
        batch = _step(batch.pk, by, now)
        if batch.is_finished:
            break
    return batch


def undo(batch: Batch, *, by, now: datetime) -> Batch | None:
    """Take a batch back, the first steps at once; None where it cannot be undone (any more)."""
    undoing = begin_undo(batch, by=by, now=now)
    return carry_on(undoing, by=by, now=now) if undoing else None


@transaction.atomic
def _step(pk, by, now: datetime) -> Batch:
    """One short transaction; the batch's own row makes two who carry on take turns."""
    batch = Batch.objects.select_for_update().get(pk=pk)
    if batch.is_finished:
        return batch
    dealt, outcome = (_undo_some if batch.undoes_id else _decide_some)(batch, by, now)
    batch.overtaken_count += len(outcome.overtaken)
    if dealt:
        batch.after = dealt[-1]
    if len(dealt) < decisions.BATCH:
        batch.finished_at, batch.choice = now, {}  # somebody's name may have been sought
        _lift_bans(batch, now)
    batch.save(update_fields=["after", "overtaken_count", "finished_at", "choice"])
    batch.refresh_from_db(fields=["decided_count"])
    return batch


def _decide_some(batch: Batch, by, now: datetime):
    comments = outstanding(Choice.stored(batch.choice), batch.to_status, by)
    comments = comments.filter(pk__gt=batch.after, pk__lte=batch.upto)
    rows = comments.order_by("pk").values_list("pk", "status", "text_version")
    seen = [Seen(*row) for row in rows[: decisions.BATCH]]
    outcome = decisions.decide(
        seen, to=batch.to_status, by=by, now=now, reason=batch.reason, batch=batch.pk
    )
    if batch.is_ban:
        _ban_writers(batch, outcome.decided, by, now)
    return [one.pk for one in seen], outcome


def outstanding(choice: Choice, to: str, by):
    """Return what is chosen and not there yet; reported comments may be approved once more."""
    comments = choice.comments(by).exclude(status=Status.WITHDRAWN)
    settles = choice.tab == "reported" and to == Status.APPROVED
    return comments if settles else comments.exclude(status=to)


def _undo_some(batch: Batch, by, now: datetime):
    rows = Decision.objects.filter(batch=batch.undoes_id, comment__gt=batch.after)
    some = list(rows.order_by("comment")[: decisions.BATCH])
    edits = [decision for decision in some if decision.action == Decision.Action.EDIT]
    others = [decision for decision in some if decision not in edits]
    outcome = decisions.undo(others, by=by, now=now, batch=batch.pk)
    for edit in edits:
        is_back = rewording.take_back(edit, by=by, now=now, batch=batch)
        (outcome.decided if is_back else outcome.overtaken).append(edit.comment_id)
    return [decision.comment_id for decision in some], outcome


def _ban_writers(batch: Batch, pks: list[int], by, now: datetime) -> None:
    """Ban for good whoever wrote these and is not banned yet, moderators never."""
    writers = Commenter.objects.filter(comments__in=Comment.objects.filter(pk__in=pks))
    banned = Ban.objects.in_force(now).filter(commenter__isnull=False).values("commenter")
    staff = moderators().values("pk")
    fresh = writers.exclude(pk__in=banned).exclude(user__in=staff).order_by("pk").distinct()
    Ban.objects.bulk_create(
        Ban(commenter=each, reason=batch.reason, banned_by=by, banned_at=now, batch=batch)
        for each in fresh
    )


def _lift_bans(batch: Batch, now: datetime) -> None:
    """The bans of an action go with it."""
    if batch.undoes_id:
        bans = Ban.objects.filter(batch=batch.undoes_id, lifted_at__isnull=True)
        bans.update(lifted_at=now)

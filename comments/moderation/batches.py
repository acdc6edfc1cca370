"""
Actions on many comments: begun, carried on in steps, undone as one.

Each step is a short transaction of its own, so that readers and writers come in between. What stops
in the middle stands in its Batch, true to what was done, to be carried on or undone.
"""

from datetime import datetime
from time import sleep

from django.db import transaction
from django.db.models import Max

from ..models import Ban, Batch, Decision
from ..models.comment import Status
from . import banning, decisions
from .banning import Existing
from .decisions import Seen
from .queue.choice import Choice
from .taking_back import take_back

ON_BANNED = {
    Existing.REJECT_PENDING: ("pending", Status.REJECTED),
    Existing.ALL_SPAM: ("all", Status.SPAM),
}
STEPS = 40  # a request: 2,000 comments, about two seconds
PAUSE = 0.01  # seconds between two steps: SQLite's lock goes to whoever asks first, and it knows no queue


def begin(
    choice: Choice,
    *,
    to: str,
    by,
    now: datetime,
    upto: int | None = None,
    reason: str = "",
    ban_because: str | None = None,
) -> Batch:
    """
    Note down what shall become of all that is chosen; ``carry_on`` then does it.

    ``upto``: the last comment that there was when somebody chose; later ones nobody has seen.
    ``ban_because``: the chosen people are banned for good as well, at once, for this reason.
    """
    batch = Batch.objects.create(
        to_status=Status(to),
        reason=reason,
        is_ban=ban_because is not None,
        started_by=by,
        started_at=now,
        choice=choice.as_row(),
    )
    if batch.is_ban:  # before anything is counted: from then on they say nothing more
        banning.ban_people(choice.people, by=by, now=now, batch=batch, reason=ban_because)
    return _measured(batch, outstanding(choice, batch.to_status, by), upto)


def _measured(batch: Batch, comments, upto: int | None) -> Batch:
    """Note how many of these it will reach, and which is the last."""
    batch.upto = _last(comments, upto)
    batch.total_count = comments.filter(pk__lte=batch.upto).count()
    batch.save(update_fields=["upto", "total_count"])
    return batch


def begin_on_banned(ban: Ban, *, existing: str, by, now: datetime) -> Batch | None:
    """
    Note down what becomes of what the banned said before; None where it is left as it is.

    ``existing``: of banning.Existing. The ban belongs to that action, and goes where it is undone.
    """
    if existing == Existing.LEAVE:
        return None
    tab, to = ON_BANNED[existing]
    batch = begin(Choice(tab=tab, ban=ban.pk), to=to, by=by, now=now, reason="ban")
    ban.batch, batch.is_ban = batch, True
    ban.save(update_fields=["batch"])
    batch.save(update_fields=["is_ban"])
    return batch


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
    batch = _step(batch.pk, by, now)
    for _ in range(STEPS - 1):
        if batch.is_finished:
            break
        sleep(PAUSE)
        batch = _step(batch.pk, by, now)
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
        _settle_bans(batch, by, now)
        batch.finished_at, batch.choice = now, {}  # somebody's name may have been sought
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
        is_back = take_back(edit, by=by, now=now, batch=batch)
        (outcome.decided if is_back else outcome.overtaken).append(edit.comment_id)
    return [decision.comment_id for decision in some], outcome


def _settle_bans(batch: Batch, by, now: datetime) -> None:
    """The bans of an action are lifted where it is undone, and hold again where that is undone."""
    if undone := batch.undoes:
        banning.lift_all_of(undone, by=by, now=now)
        if undone.undoes_id:
            banning.impose_all_of(undone.undoes, lifted_at=undone.finished_at)

"""
Actions on many comments: begun, carried on in steps, undone as one.

Each step is a short transaction of its own, so that readers and writers come in between. What stops
in the middle stands in its Batch, true to what was done, to be carried on or undone.
"""

from datetime import datetime
from time import sleep

from django.db import transaction
from django.db.models import F, Max

from ..models import Ban, Batch, Decision, Merge
from ..models.batch import BAN, LIFT, MERGE
from ..models.comment import Status
from ..people import merging, parting
from ..tree import moving, pinning
from . import banning, decisions, taking_back
from .banning import Existing
from .decisions import Seen
from .queue.choice import Choice

ON_BANNED = {
    Existing.REJECT_PENDING: ("pending", Status.REJECTED),
    Existing.ALL_SPAM: ("all", Status.SPAM),
}
# Each takes one decision back, and says whether it could.
UNDONE_SINGLY = {
    Decision.Action.EDIT: taking_back.take_back,
    Decision.Action.MOVE: moving.take_back,
    **dict.fromkeys(pinning.OPPOSITES, pinning.take_back),
}
STEPS = 40  # a request: 2,000 comments, about two seconds
PAUSE = 0.01  # seconds between two steps: SQLite's lock goes to whoever asks first, and it knows no queue


def begin(
    choice: Choice, *, to: str, by, now: datetime, upto=None, reason="", ban_because=None
) -> Batch:
    """
    Note down what shall become of all that is chosen; ``carry_on`` then does it.

    ``upto``: the last comment that there was when somebody chose; later ones nobody has seen. None: all.
    ``ban_because``: the chosen people are banned for good as well, at once, for this reason. None: not.
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


def begin_on_banned(ban: Ban, *, existing: str, by, now: datetime) -> Batch:
    """
    Note down the ban, and what becomes of what the banned said before.

    ``existing``: of banning.Existing. The ban belongs to that action, and goes where it is undone.
    """
    if existing == Existing.LEAVE:
        batch = Batch.of_ban(BAN, by=by, now=now)
    else:
        tab, to = ON_BANNED[existing]
        batch = begin(Choice(tab=tab, ban=ban.pk), to=to, by=by, now=now, reason="ban")
        batch.is_ban = True
        batch.save(update_fields=["is_ban"])
    ban.batch = batch
    ban.save(update_fields=["batch"])
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
            Batch.objects.filter(pk=batch.pk).update(finished_at=now, choice=_kept(locked))
        return Batch.objects.create(
            action=locked.action,
            is_ban=locked.is_ban,
            undoes=locked,
            started_by=by,
            started_at=now,
            total_count=locked.decided_count,
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
        _settle(batch, by, now)
        batch.finished_at, batch.choice = now, _kept(batch)
    batch.save(update_fields=["after", "overtaken_count", "finished_at", "choice"])
    batch.refresh_from_db(fields=["decided_count"])
    return batch


def _kept(batch: Batch) -> dict:
    """Return what a finished action tells of its choice."""
    return Choice.stored(batch.choice).remembered() if batch.undoes_id is None else {}


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
    others = [decision for decision in some if decision.action in UNDONE_SINGLY]
    outcome = decisions.undo(
        [decision for decision in some if decision not in others], by=by, now=now, batch=batch.pk
    )
    for other in others:
        if UNDONE_SINGLY[other.action](other, by=by, now=now, batch=batch):
            outcome.decided.append(other.comment_id)
            Batch.objects.filter(pk=batch.pk).update(decided_count=F("decided_count") + 1)
        else:
            outcome.overtaken.append(other.comment_id)
    return [decision.comment_id for decision in some], outcome


def _settle(batch: Batch, by, now: datetime) -> None:
    """Take back, or do again, what an action did to people: nothing for one that is no undo."""
    if batch.undoes is None:
        return
    origin, is_undo = batch.origin()
    if origin.action == MERGE:
        done = _part(origin, by, now) if is_undo else _merge_again(origin, by, now)
        batch.overtaken_count += not done
        Batch.objects.filter(pk=batch.pk).update(decided_count=int(done))
        return
    bans = banning.bans_of(origin)
    if is_undo == (origin.action != LIFT):
        banning.lift_all(bans, by=by, now=now)
    else:
        banning.impose_all(bans, lifted_at=batch.undoes.finished_at)


def _part(origin: Batch, by, now: datetime) -> bool:
    merge = Merge.objects.filter(batch=origin).first()
    return merge is not None and parting.part(merge, by=by, now=now)


def _merge_again(origin: Batch, by, now: datetime) -> bool:
    merge = Merge.objects.filter(batch=origin).select_related("kept", "gone").first()
    if merge is None:
        return False
    try:
        merging.merge(kept=merge.kept, gone=merge.gone, by=by, now=now, batch=origin)
    except (merging.NotTheSame, merging.Busy):
        return False
    return True

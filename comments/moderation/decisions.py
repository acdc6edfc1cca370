"""
``decide`` and ``undo``: the two deeds that change what became of comments.

Set-based and in batches, so that ten thousand cost readers nothing. They name what the decider saw, so
that two moderators at once never undo each other unknowingly. What was chosen by whom is a Batch.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import F, Max

from ..letters.announcing import announce_comments
from ..letters.confirming import tell_outcomes
from ..models import Batch, Comment, Decision, Report
from ..models.comment import Status
from ..tree import tallies, trees
from ..tree.tallies import Change
from .settling import settle_reports

BATCH = 50  # comments a transaction: whoever posts waits for it, some hundredths of a second

# A withdrawal is its writer's last word; nobody else may take it back.
ALLOWED = {
    Status.PENDING: {Status.APPROVED, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.APPROVED: {Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.REJECTED: {Status.PENDING, Status.APPROVED, Status.SPAM, Status.WITHDRAWN},
    Status.SPAM: {Status.PENDING, Status.APPROVED, Status.REJECTED, Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
}
# Whatever of these came after a decision, it can no longer be undone without undoing that as well.
LASTING = (Decision.Action.STATUS, Decision.Action.EDIT, Decision.Action.ERASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as its decider saw it: a decision holds only for that status and that wording."""

    pk: int
    status: str
    text_version: int

    @classmethod
    def of(cls, comment: Comment) -> "Seen":
        return cls(comment.pk, comment.status, comment.text_version)

    @classmethod
    def all_of(cls, comments) -> Iterator["Seen"]:
        """Yield what is seen of a queryset, without loading texts."""
        rows = comments.order_by("pk").values_list("pk", "status", "text_version")
        return (cls(*row) for row in rows.iterator())


@dataclass(slots=True)
class Outcome:
    """
    Primary keys of the decided, and of those that somebody else had decided or edited since.

    ``batch``: the primary key of their Batch, which exists where a user decided something.
    """

    decided: list[int] = field(default_factory=list)
    overtaken: list[int] = field(default_factory=list)
    batch: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One comment's way to its new status; ``undoes``: the decision that is taken back by it."""

    seen: Seen
    to: Status
    undoes: Decision | None = None

    @classmethod
    def back(cls, decision: Decision) -> "Step":
        seen = Seen(decision.comment_id, decision.to_status, decision.text_version)
        return cls(seen, Status(decision.from_status), decision)


def decide(
    seen: Iterable[Seen],
    *,
    to: str,
    now: datetime,
    by=None,
    rule: str = "",
    reason: str = "",
    note: str = "",
    batch: uuid.UUID | None = None,
) -> Outcome:
    """
    Bring these comments to status ``to``, one log row each, all under one ``batch``.

    ``by``: the deciding user; None for a rule or the comment's own writer. A comment that is already
    there, or may not go there, or is not as it was seen, is left alone and named as overtaken. An
    approved comment that was reported may be approved once more: that settles its reports.
    """
    log = {"rule": rule, "reason": reason, "note": note, "decided_by": by, "decided_at": now}
    return _carry_out((Step(one, Status(to)) for one in seen), log, batch)


def undo(
    decisions: Iterable[Decision], *, by, now: datetime, batch: uuid.UUID | None = None
) -> Outcome:
    """
    Take these decisions back, each while it is the latest on its comment.

    The comment then stands as before: status, reports, and for a first approval ``visible_at`` empty,
    so that it is new when it is approved later. Withdrawn and erased comments are left alone.
    """
    log = {"decided_by": by, "decided_at": now}
    return _carry_out((Step.back(decision) for decision in decisions), log, batch)


def _carry_out(steps: Iterable[Step], log: dict, batch: uuid.UUID | None) -> Outcome:
    outcome = Outcome(batch=batch or uuid.uuid4())
    for some in batched(steps, BATCH):
        _carry_out_some(some, log | {"batch": outcome.batch}, outcome)
    return outcome


@transaction.atomic
def _carry_out_some(steps: tuple[Step, ...], log: dict, outcome: Outcome) -> None:
    pks = [step.seen.pk for step in steps]
    found = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(found.order_by().values_list("discussion", flat=True))
    current = {comment.pk: comment for comment in found.defer("source", "html", "facts")}
    ready = _ready(steps, current)
    outcome.decided += [comment.pk for comment, _ in ready]
    outcome.overtaken += sorted(set(pks) - {comment.pk for comment, _ in ready})
    if ready:
        _settle(ready, log)
        _log(ready, log)
        _store(ready, log["decided_at"])
        _count(ready, log)
        touched = {comment.discussion_id for comment, _ in ready}
        tallies.record(
            [Change.of(comment, before=comment.status, after=step.to) for comment, step in ready],
            {pk: discussions[pk] for pk in touched},
        )
        _tell(ready, log["decided_at"])


def _tell(ready: list[tuple[Comment, Step]], now: datetime) -> None:
    """Enqueue the letters that these decisions cause; undoing one causes none."""
    decided = [(comment, step.to) for comment, step in ready if step.undoes is None]
    tell_outcomes(decided, now=now)
    announce_comments((comment for comment, step in ready if _shows(comment, step)), now=now)


def _ready(steps: tuple[Step, ...], current: dict[int, Comment]) -> list[tuple[Comment, Step]]:
    """Return what may be done, each with its comment as it is under the lock."""
    as_seen = [
        (current[step.seen.pk], step)
        for step in steps
        if step.seen.pk in current and Seen.of(current[step.seen.pk]) == step.seen
    ]
    reported, latest = _reported(as_seen), _latest(as_seen)
    return [
        (comment, step)
        for comment, step in as_seen
        if (step.undoes is None or latest.get(comment.pk) == step.undoes.pk)
        and (step.to in ALLOWED[comment.status] or _stays(comment, step, reported))
    ]


def _stays(comment: Comment, step: Step, reported: set[int]) -> bool:
    """Whether it stays approved, its reports settled, or open once more by an undo."""
    return comment.status == step.to and (comment.pk in reported or step.undoes is not None)


def _reported(as_seen: list[tuple[Comment, Step]]) -> set[int]:
    again = [c.pk for c, step in as_seen if c.status == step.to == Status.APPROVED]
    if not again:
        return set()
    return set(Report.objects.open().filter(comment__in=again).values_list("comment", flat=True))


def _latest(as_seen: list[tuple[Comment, Step]]) -> dict[int, int]:
    """Return the latest lasting decision on each comment of which one shall be undone."""
    undone = [comment.pk for comment, step in as_seen if step.undoes]
    if not undone:
        return {}
    rows = Decision.objects.filter(comment__in=undone, action__in=LASTING).order_by()
    return dict(rows.values_list("comment").annotate(latest=Max("pk")))


def _settle(ready: list[tuple[Comment, Step]], log: dict) -> None:
    """A moderator's decision answers the reports of its comment; undone, they are open once more."""
    if log["decided_by"] is None:
        return
    decided = [comment.pk for comment, step in ready if step.undoes is None]
    settle_reports(decided, by=log["decided_by"], now=log["decided_at"])
    by_moment = defaultdict(list)
    for comment, step in ready:
        if step.undoes:
            by_moment[step.undoes.decided_at].append(comment.pk)
    for moment, pks in by_moment.items():
        settled = Report.objects.filter(comment__in=pks, settled_at=moment)
        settled.update(settled_at=None, settled_by=None)


def _store(ready: list[tuple[Comment, Step]], now: datetime) -> None:
    by_end = defaultdict(list)
    for comment, step in ready:
        hides = step.undoes is not None and step.undoes.made_visible
        by_end[step.to, hides, _shows(comment, step)].append(comment.pk)
    for (to, hides, shows), pks in by_end.items():
        moment = {"visible_at": now} if shows else {"visible_at": None} if hides else {}
        Comment.objects.filter(pk__in=pks).update(status=to, **moment)


def _shows(comment: Comment, step: Step) -> bool:
    """Whether it becomes visible for the first time."""
    return step.to == Status.APPROVED and comment.visible_at is None


def _log(ready: list[tuple[Comment, Step]], log: dict) -> None:
    Decision.objects.bulk_create(
        Decision.on(
            comment,
            to_status=step.to,
            undoes=step.undoes,
            made_visible=_shows(comment, step),
            **log,
        )
        for comment, step in ready
    )


def _count(ready: list[tuple[Comment, Step]], log: dict) -> None:
    """Count a moderator's deed in its Batch, which begins with the first."""
    if log["decided_by"] is None:
        return
    batch = Batch.objects.filter(pk=log["batch"])
    if batch.update(decided_count=F("decided_count") + len(ready)):
        return
    Batch.objects.create(
        pk=log["batch"],
        to_status=ready[0][1].to,
        reason=log.get("reason", ""),
        started_by=log["decided_by"],
        started_at=log["decided_at"],
        finished_at=log["decided_at"],
        total_count=len(ready),
        decided_count=len(ready),
    )

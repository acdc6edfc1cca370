"""
``decide``: the one deed that changes what became of comments.

Set-based and in batches, so that ten thousand cost readers nothing. It names what the decider saw, so
that two moderators at once never undo each other unknowingly.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.db import transaction

from . import tallies, trees
from .models import Comment, Decision
from .models.comment import Status
from .settling import settle_reports
from .tallies import Change

BATCH = 500  # comments a transaction: short enough that nobody waits noticeably for the lock

# A withdrawal is its writer's last word; nobody else may take it back.
ALLOWED = {
    Status.PENDING: {Status.APPROVED, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.APPROVED: {Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.REJECTED: {Status.PENDING, Status.APPROVED, Status.SPAM, Status.WITHDRAWN},
    Status.SPAM: {Status.PENDING, Status.APPROVED, Status.REJECTED, Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
}


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
    """Primary keys of the decided, and of those that somebody else had decided or edited since."""

    decided: list[int] = field(default_factory=list)
    overtaken: list[int] = field(default_factory=list)


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
    there, or may not go there, or is not as it was seen, is left alone and named as overtaken.
    """
    log = {"rule": rule, "reason": reason, "note": note, "decided_by": by, "decided_at": now}
    log["batch"] = batch or uuid.uuid4()
    outcome = Outcome()
    for some in batched(seen, BATCH):
        _decide_batch(some, Status(to), log, outcome)
    return outcome


@transaction.atomic
def _decide_batch(seen: tuple[Seen, ...], to: Status, log: dict, outcome: Outcome) -> None:
    pks = [one.pk for one in seen]
    found = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(found.order_by().values_list("discussion", flat=True))
    current = {comment.pk: comment for comment in found.defer("source", "html", "facts")}
    ready = [
        current[one.pk]
        for one in seen
        if one.pk in current and Seen.of(current[one.pk]) == one and to in ALLOWED[one.status]
    ]
    outcome.decided += [comment.pk for comment in ready]
    outcome.overtaken += sorted(set(pks) - {comment.pk for comment in ready})
    if ready:
        _store(ready, to, log["decided_at"])
        _log(ready, to, log)
        if log["decided_by"]:
            settle_reports(
                [comment.pk for comment in ready], by=log["decided_by"], now=log["decided_at"]
            )
        touched = {comment.discussion_id for comment in ready}
        tallies.record(
            [_change(comment, to) for comment in ready],
            {pk: discussions[pk] for pk in touched},
        )


def _store(comments: list[Comment], to: Status, now: datetime) -> None:
    rows = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
    if to == Status.APPROVED:  # visible from now on, unless it was once visible before
        rows.filter(visible_at__isnull=True).update(status=to, visible_at=now)
    rows.update(status=to)


def _log(comments: list[Comment], to: Status, log: dict) -> None:
    Decision.objects.bulk_create(
        Decision(
            comment_id=comment.pk,
            discussion_id=comment.discussion_id,
            from_status=comment.status,
            to_status=to,
            text_version=comment.text_version,
            **log,
        )
        for comment in comments
    )


def _change(comment: Comment, to: Status) -> Change:
    return Change(
        discussion_id=comment.discussion_id,
        tree_id=comment.tree_id,
        commenter_id=comment.commenter_id,
        before=comment.status,
        after=to,
    )

"""
Emptying comments, which cannot be undone.

What was answered is never torn out of its tree: it is emptied and keeps its place.
"""

import uuid
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F

from ..models import Batch, Comment, CommentVersion, Decision, Discussion, Report
from ..models.comment import Status
from ..moderation.decisions import Seen, decide
from ..tree import tallies, trees

RULE = "erased"  # in the log, for the change of status that comes with it
EMPTY = {
    "name": "",
    "email": "",
    "is_to_be_told": False,
    "source": "",
    "html": "",
    "held_match": "",
    "facts": {},
    "network_hash": None,
    "submission_key": None,
}


@transaction.atomic
def delete_comment(comment: Comment, *, by, now: datetime) -> bool:
    """
    Delete the comment with its wordings, reactions and reports; empty it where it was answered.

    Return False where it is gone, or nothing is left but its place.
    """
    discussions = trees.hold([comment.discussion_id])
    found = Comment.objects.filter(pk=comment.pk).first()
    if found is None:
        return False
    if change := trees.uproot(found.pk):
        tallies.record([change], discussions)
        trees.clear_away([change.tree_id])
        _log([found], by, now, begun(1, by, now))
    elif not found.is_emptied:
        empty([found.pk], by, now, begun(1, by, now))
    return bool(change) or not found.is_emptied


def begun(count: int, by, now: datetime) -> uuid.UUID:
    """Note the erasure among the actions of moderators, none of whom can undo it; return its key."""
    batch = Batch(
        action=Decision.Action.ERASE,
        to_status=Status.WITHDRAWN,
        started_by=by,
        started_at=now,
        finished_at=now,
        total_count=count,
    )
    if by:
        batch.save(force_insert=True)
    return batch.pk


@transaction.atomic
def empty(pks, by, now: datetime, batch: uuid.UUID) -> None:
    """Withdraw these comments and leave nothing of them but their places."""
    rows = Comment.objects.filter(pk__in=pks)
    trees.hold(rows.order_by().values_list("discussion", flat=True))
    _log(rows.only("discussion", "status", "text_version"), by, now, batch)
    # Withdrawn is the one status that nothing leads out of: nobody can publish an empty comment.
    decide(Seen.all_of(rows), to=Status.WITHDRAWN, by=by, rule=RULE, now=now, batch=batch)
    rows.update(**EMPTY)
    CommentVersion.objects.filter(comment__in=pks).delete()
    Report.objects.filter(comment__in=pks).update(words="")
    forget_names_in_history(Comment, pks)
    # `decide` moved the versions where the comments themselves were shown.
    seen = rows.tombstones().values("discussion")
    Discussion.objects.filter(pk__in=seen).update(version=F("version") + 1)


def _log(comments, by, now: datetime, batch: uuid.UUID) -> None:
    Decision.objects.bulk_create(
        Decision.on(
            comment,
            Decision.Action.ERASE,
            to_status=Status.WITHDRAWN,
            decided_by=by,
            batch=batch,
            decided_at=now,
        )
        for comment in comments
    )


def forget_names_in_history(model, pks) -> None:
    """The admin's own history keeps what a row was called when somebody changed it."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    entries.filter(object_id__in=[str(pk) for pk in pks]).update(object_repr="")

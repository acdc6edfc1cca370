"""Taking edits back, and doing them again: a moderator's own, and decisions on a wording that waited."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ..models import Batch, Comment, CommentVersion, Decision
from ..models.comment import Status
from ..tree import trees
from ..writing import editing
from .decisions import LASTING

ASIDE = (
    Status.WITHDRAWN,
    Status.REJECTED,
    Status.SPAM,
)  # wordings that were never shown, or no more


@transaction.atomic
def take_back(edit: Decision, *, by, now: datetime, batch: Batch) -> bool:
    """
    Take back what this decision did to a comment's wording; of an undo, do again what it had undone.

    Return False where somebody decided or edited since, or the wording is gone.
    """
    origin, is_undo = edit.origin()
    place = Comment.objects.filter(pk=edit.comment_id).values_list("discussion", flat=True)
    discussions = trees.hold(place)
    comment = Comment.objects.filter(pk=edit.comment_id).first()
    if comment is None or not _is_latest(edit, comment):
        return False
    version = comment.versions.filter(number=origin.text_version).first()
    change = _do_again if is_undo else _undo
    if version is None or not change(origin, version, comment, discussions[comment.discussion_id]):
        return False
    _log(edit, comment, by=by, now=now, batch=batch)
    return True


def _is_latest(edit: Decision, comment: Comment) -> bool:
    lasting = comment.decisions.filter(action__in=LASTING).aggregate(last=Max("pk"))["last"]
    return lasting == edit.pk and comment.status != Status.WITHDRAWN


def _was_waiting(origin: Decision) -> bool:
    """Whether a moderator decided on its writer's wording; else they wrote it themselves."""
    return origin.from_status != origin.to_status


def _undo(origin: Decision, version: CommentVersion, comment: Comment, discussion) -> bool:
    is_shown = comment.text_version == version.number
    before = _before(version, comment) if is_shown else None
    if is_shown and before is None:
        return False
    version.status = Status.PENDING if _was_waiting(origin) else Status.WITHDRAWN
    version.save(update_fields=["status"])
    if before:
        _show(before, comment, discussion)
    return True


def _before(version: CommentVersion, comment: Comment) -> CommentVersion | None:
    earlier = comment.versions.filter(number__lt=version.number).exclude(status__in=ASIDE)
    return earlier.order_by("-number").first()


def _do_again(origin: Decision, version: CommentVersion, comment: Comment, discussion) -> bool:
    version.status = origin.to_status
    version.save(update_fields=["status"])
    if origin.to_status != Status.REJECTED:
        _show(version, comment, discussion)
    return True


def _show(version: CommentVersion, comment: Comment, discussion) -> None:
    """Show a wording with the date of its own; the first one was never edited."""
    editing.show(version, comment, discussion)
    is_first = version.written_at == comment.posted_at
    rows = Comment.objects.filter(pk=comment.pk)
    rows.update(edited_at=None if is_first else version.written_at)


def _log(edit: Decision, comment: Comment, *, by, now: datetime, batch: Batch) -> None:
    way = {"from_status": edit.to_status, "to_status": edit.from_status, "undoes": edit}
    log = {"decided_by": by, "decided_at": now, "batch": batch.pk}
    Decision.on(comment, Decision.Action.EDIT, **way, **log).save()

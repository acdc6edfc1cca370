"""Moving: branches go under other comments of their discussion, or become threads of their own."""

from datetime import datetime

from django.db import transaction

from ..models import Comment, Decision, Discussion, JoinedThread
from . import tallies, trees


class NotThere(Exception):
    """What is to be moved, or where to, does not stand in that discussion (any more)."""


@transaction.atomic
def move_branch(comment: Comment, *, under: Comment, by, now: datetime) -> bool:
    """
    Hang ``comment`` and all that answers it under another comment of its discussion.

    It counts as an answer to that one from now on. The root of a thread takes its whole thread along,
    whose row goes, with its pin. Return False where it stands there already.
    Raises NotThere, trees.UnderItself, trees.ThreadFull; then nothing is changed.
    """
    return _transplant(comment, under, by, now)


@transaction.atomic
def split_branch(comment: Comment, *, by, now: datetime) -> bool:
    """
    Make ``comment`` and all that answers it a thread of its own, which answers nothing any more.

    Return False where it is one already. Raises NotThere.
    """
    return _transplant(comment, None, by, now)


def _transplant(comment: Comment, under: Comment | None, by, now: datetime) -> bool:
    discussion = trees.hold([comment.discussion_id])[comment.discussion_id]
    comment = _present(comment, discussion)
    target = under and _present(under, discussion)
    home = trees.transplant(comment, under=target)
    if home is None:
        return False
    tallies.record_move({comment.tree_id, home}, discussion)
    if (
        comment.is_root_node()
    ):  # its thread is none any more; its address leads on (former_threads.py)
        JoinedThread.objects.create(pk=comment.tree_id, began_with=comment)
    trees.clear_away([comment.tree_id])
    Decision.objects.create(
        comment=comment,
        discussion=discussion,
        action=Decision.Action.MOVE,
        decided_by=by,
        from_status=comment.status,
        to_status=comment.status,
        text_version=comment.text_version,
        note=f"{_number(comment.in_reply_to_id)} → {_number(under and under.pk)}",
        decided_at=now,
    )
    return True


def _present(comment: Comment, discussion: Discussion) -> Comment:
    """Return the comment as it is now, read under the lock."""
    rows = Comment.objects.filter(discussion=discussion, pk=comment.pk)
    if found := rows.defer("source", "html", "facts").first():
        return found
    raise NotThere


def _number(pk: int | None) -> str:
    """Name what a branch answered, or answers: a dash where it is a thread of its own."""
    return f"#{pk}" if pk else "–"

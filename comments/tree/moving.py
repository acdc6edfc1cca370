"""Moving: branches go under other comments of their discussion, or become threads of their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ..models import Batch, Comment, Decision, Discussion, JoinedThread, Thread
from . import followers, tallies, trees


class NotThere(Exception):
    """What is to be moved, or where to, does not stand in that discussion (any more)."""


@transaction.atomic
def move_branch(comment: Comment, *, under: Comment, by, now: datetime) -> bool:
    """
    Hang ``comment`` and all that answers it under another comment of its discussion.

    It counts as an answer to that one from now on. The root of a thread takes its whole thread along, with
    those who follow it; its row goes, with its pin. Return False where it stands there already.
    Raises NotThere, trees.UnderItself, trees.ThreadFull; then nothing is changed.
    """
    return _transplant(comment, under, by, now) is not None


@transaction.atomic
def split_branch(comment: Comment, *, by, now: datetime) -> bool:
    """
    Make ``comment`` and all that answers it a thread of its own, which answers nothing any more.

    Return False where it is one already. Raises NotThere.
    """
    return _transplant(comment, None, by, now) is not None


@transaction.atomic
def take_back(move: Decision, *, by, now: datetime, batch: Batch) -> bool:
    """
    Hang a branch where it hung before, while this is its latest move; of an undo, move it once more.

    Return False where it was moved since, or what it would answer is gone, below it, or takes no more.
    """
    origin, is_undo = move.origin()
    way = Batch.objects.get(pk=origin.batch).choice
    trees.hold([move.discussion_id])
    comment = Comment.objects.filter(pk=move.comment_id).first()
    if comment is None or _latest_move(comment) != move.pk:
        return False
    try:
        under = _comment(way["under" if is_undo else "was_under"], comment)
        joined = _transplant(comment, under, by, now, batch=batch, undoes=move)
    except (NotThere, trees.UnderItself, trees.ThreadFull):
        return False
    if joined is None:
        return False
    if under is None:
        _make_as_before(comment, way)
    elif joined:
        Batch.objects.filter(pk=origin.batch).update(choice=way | joined)
    return True


def _make_as_before(comment: Comment, way: dict) -> None:
    """Give a thread that is one again its marks and its followers."""
    comment.refresh_from_db(fields=["tree_id"])
    if way["marks"]:
        Thread.objects.filter(pk=comment.tree_id).update(**dict.fromkeys(way["marks"], True))
    if "followers" in way:
        followers.come_back(comment.thread, followers=way["followers"], twice=way["twice"])


def _latest_move(comment: Comment) -> int | None:
    moves = comment.decisions.filter(action=Decision.Action.MOVE)
    return moves.aggregate(last=Max("pk"))["last"]


def _comment(pk: int | None, beside: Comment) -> Comment | None:
    """Return the comment to hang from, None for a thread of its own. Raises NotThere."""
    if pk is None:
        return None
    if found := Comment.objects.filter(discussion=beside.discussion_id, pk=pk).first():
        return found
    raise NotThere


def _transplant(
    comment: Comment, under: Comment | None, by, now: datetime, *, batch=None, undoes=None
) -> dict | None:
    """
    Return what became of the followers of a thread that is one no more, {} for another branch.

    None where it stands there already. ``batch``: the undo that this is a part of; else it is an action
    of its own.
    """
    discussion = trees.hold([comment.discussion_id])[comment.discussion_id]
    comment = _present(comment, discussion)
    target, way = under and _present(under, discussion), _way(comment, under)
    home = trees.transplant(comment, under=target)
    if home is None:
        return None
    tallies.record_move({comment.tree_id, home}, discussion)
    joined = _join(comment, home) if comment.is_root_node() else {}
    trees.clear_away([comment.tree_id])
    batch = batch or Batch.of_one(Decision.Action.MOVE, by=by, now=now, **way | joined)
    _log(comment, way, batch=batch.pk, undoes=undoes, decided_by=by, decided_at=now)
    return joined


def _join(comment: Comment, home: int) -> dict:
    """A thread is no more: its address leads on (former_threads.py), and those who follow it go along."""
    JoinedThread.objects.create(pk=comment.tree_id, began_with=comment)
    return followers.go_along(comment.tree_id, home)


def _way(comment: Comment, under: Comment | None) -> dict:
    """Return what it answered and answers then, and the marks of the thread that it was, if it was one."""
    thread = comment.thread
    marks = ("is_pinned", "is_closed") if comment.is_root_node() else ()
    answered = comment.in_reply_to_id or comment.parent_id
    return {
        "was_under": answered,
        "under": under and under.pk,
        "marks": [name for name in marks if getattr(thread, name)],
    }


def _log(comment: Comment, way: dict, **log) -> None:
    note = f"{_number(way['was_under'])} → {_number(way['under'])}"
    Decision.on(comment, Decision.Action.MOVE, note=note, **log).save()


def _present(comment: Comment, discussion: Discussion) -> Comment:
    """Return the comment as it is now, read under the lock."""
    rows = Comment.objects.filter(discussion=discussion, pk=comment.pk)
    if found := rows.defer("source", "html", "facts").first():
        return found
    raise NotThere


def _number(pk: int | None) -> str:
    """Name what a branch answered, or answers: a dash where it is a thread of its own."""
    return f"#{pk}" if pk else "–"

"""Pinning threads to the top of their discussion, and closing them to further answers."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ..models import Batch, Comment, Decision, Discussion, Thread
from . import trees

Action = Decision.Action
MARKS = {
    Action.PIN: {"is_pinned": True},
    Action.UNPIN: {"is_pinned": False},
    Action.CLOSE: {"is_closed": True},
    Action.REOPEN: {"is_closed": False},
}
OPPOSITES = {
    Action.PIN: Action.UNPIN,
    Action.UNPIN: Action.PIN,
    Action.CLOSE: Action.REOPEN,
    Action.REOPEN: Action.CLOSE,
}


def pin_thread(thread: Thread, *, by, now: datetime) -> bool:
    """Put the thread before all others in every order. Return False where it is there already."""
    return _mark(thread, Action.PIN, by, now)


def unpin_thread(thread: Thread, *, by, now: datetime) -> bool:
    return _mark(thread, Action.UNPIN, by, now)


def close_thread(thread: Thread, *, by, now: datetime) -> bool:
    """Let nobody answer in the thread any more. Return False where it is closed already."""
    return _mark(thread, Action.CLOSE, by, now)


def reopen_thread(thread: Thread, *, by, now: datetime) -> bool:
    return _mark(thread, Action.REOPEN, by, now)


@transaction.atomic
def _mark(thread: Thread, action: Action, by, now: datetime) -> bool:
    """Bring one mark of the thread where ``action`` wants it. Return False where it is, or is gone."""
    discussion = trees.hold([thread.discussion_id])[thread.discussion_id]
    if not _put(thread, action, discussion):
        return False
    batch = Batch.of_one(action, by=by, now=now)
    _log(_root(thread), action, batch=batch.pk, decided_by=by, decided_at=now)
    return True


@transaction.atomic
def take_back(mark: Decision, *, by, now: datetime, batch: Batch) -> bool:
    """
    Bring a mark back where it was before, while this is the latest decision on it.

    Return False where it was set anew, or the thread is none any more.
    """
    discussions = trees.hold([mark.discussion_id])
    root = Comment.objects.filter(pk=mark.comment_id, level=0).select_related("thread").first()
    action = OPPOSITES[mark.action]
    if root is None or _latest(root, (mark.action, action)) != mark.pk:
        return False
    if not _put(root.thread, action, discussions[root.discussion_id]):
        return False
    _log(root, action, batch=batch.pk, undoes=mark, decided_by=by, decided_at=now)
    return True


def _latest(root: Comment, actions) -> int | None:
    return root.decisions.filter(action__in=actions).aggregate(last=Max("pk"))["last"]


def _put(thread: Thread, action: str, discussion: Discussion) -> bool:
    unmarked = Thread.objects.filter(pk=thread.pk).exclude(**MARKS[action])
    if not unmarked.update(**MARKS[action]):
        return False
    discussion.version += 1
    discussion.save(update_fields=["version"])
    return True


def _root(thread: Thread) -> Comment:
    return Comment.objects.get(tree_id=thread.pk, level=0)


def _log(root: Comment, action: str, **log) -> None:
    Decision.on(root, action, **log).save()

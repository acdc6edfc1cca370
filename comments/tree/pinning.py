"""Pinning threads to the top of their discussion, and closing them to further answers."""

from datetime import datetime

from django.db import transaction

from ..models import Comment, Decision, Thread
from . import trees

Action = Decision.Action
MARKS = {
    Action.PIN: {"is_pinned": True},
    Action.UNPIN: {"is_pinned": False},
    Action.CLOSE: {"is_closed": True},
    Action.REOPEN: {"is_closed": False},
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
    unmarked = Thread.objects.filter(pk=thread.pk).exclude(**MARKS[action])
    if not unmarked.update(**MARKS[action]):
        return False
    discussion.version += 1
    discussion.save(update_fields=["version"])
    root = Comment.objects.only("status", "text_version").get(tree_id=thread.pk, level=0)
    Decision.objects.create(
        comment=root,
        discussion=discussion,
        action=action,
        decided_by=by,
        from_status=root.status,
        to_status=root.status,
        text_version=root.text_version,
        decided_at=now,
    )
    return True

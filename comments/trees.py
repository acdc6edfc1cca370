"""
Where comments stand: the one place that puts nodes into trees.

django-mptt leaves concurrency to its user. Every function here expects its caller to be inside
``transaction.atomic()`` with the Discussion locked (``hold``), and reads what it builds on after that
lock. ``max(tree_id)`` is never asked for: a Thread's primary key is its tree_id (docs/decisions/0002).
"""

from collections.abc import Iterable

from django.db import transaction

from .models import Comment, Discussion, Thread
from .models.comment import MAX_LEVEL
from .tallies import Change

# A thread takes so many approved and pending comments, then offers a new one: an insert in the middle
# rewrites the edges of all that follows, 25 ms at this size and 1.7 s at 100,000.
MAX_LIVE = 2_000
MAX_STORED = 5_000  # the same, of any status: spam must not make a tree unbounded either


class ThreadFull(Exception):
    """The thread has reached its bound; the writer is offered a new one."""


def hold(discussion_ids: Iterable[int]) -> dict[int, Discussion]:
    """Lock these discussions until the transaction ends, and return them as they are now."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Trees change inside transaction.atomic().")
    return {row.pk: row for row in Discussion.objects.locked().filter(pk__in=set(discussion_ids))}


def plant(comment: Comment) -> Comment:
    """Save ``comment`` as the root of a new thread."""
    thread = Thread.objects.create(discussion_id=comment.discussion_id)
    comment.tree_id = thread.pk
    comment.lft, comment.rght, comment.level = 1, 2, 0  # set edges tell mptt to look for none
    comment.save(force_insert=True)
    return comment


def graft(comment: Comment, *, answered: Comment) -> Comment:
    """
    Save ``comment`` as the last answer to ``answered``, which was read under the lock.

    Below the deepest level it becomes the sibling of what it answers.
    Raises ThreadFull: where the thread takes no more.
    """
    thread = Thread.objects.get(pk=answered.tree_id)
    live = thread.approved_count + thread.pending_count
    if live >= MAX_LIVE or thread.stored_count >= MAX_STORED:
        raise ThreadFull
    comment.in_reply_to = answered
    comment.parent = answered if answered.level < MAX_LEVEL else answered.parent
    comment.save(force_insert=True)
    return comment


def uproot(pk: int) -> Change | None:
    """
    Delete a comment that nobody answered, and its thread with the last one.

    Return what that changes for the tallies; None where it is gone already or was answered since.
    """
    comment = Comment.objects.filter(pk=pk, children__isnull=True).first()
    if comment is None:
        return None
    comment.delete()
    if comment.level == 0:
        Thread.objects.filter(pk=comment.tree_id).delete()
    return Change(
        discussion_id=comment.discussion_id,
        tree_id=comment.tree_id,
        commenter_id=comment.commenter_id,
        before=comment.status,
        after=None,
    )

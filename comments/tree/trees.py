"""
Where comments stand: the one place that puts nodes into trees.

django-mptt leaves concurrency to its user. Every function here expects its caller to be inside
``transaction.atomic()`` with the Discussion locked (``hold``), and reads what it builds on after that
lock. ``max(tree_id)`` is never asked for: a Thread's primary key is its tree_id (docs/decisions/0002).
"""

from collections.abc import Iterable

from django.db import connection, transaction

from ..models import Comment, Discussion, Follow, Thread
from ..models.comment import MAX_LEVEL, Status
from . import layout, tallies
from .layout import Node, Place
from .tallies import Change

# A thread takes so many approved and pending comments, then offers a new one: an insert in the middle
# rewrites the edges of all that follows, 25 ms at this size and 1.7 s at 100,000.
MAX_LIVE = 2_000
MAX_STORED = 5_000  # the same, of any status but spam, which fills a thread for nobody
LIVE = (Status.APPROVED, Status.PENDING)


class ThreadFull(Exception):
    """The thread has reached its bound, or would with what is to come."""


class UnderItself(Exception):
    """A branch cannot hang from a part of itself."""


def hold(discussion_ids: Iterable[int]) -> dict[int, Discussion]:
    """Lock these discussions until the transaction ends, and return them as they are now."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Trees change inside transaction.atomic().")
    return {row.pk: row for row in Discussion.objects.locked().filter(pk__in=set(discussion_ids))}


def plant(comment: Comment) -> Comment:
    """Save ``comment`` as the root of a new thread."""
    comment.tree_id = _new_thread(comment).pk
    comment.lft, comment.rght, comment.level = 1, 2, 0  # set edges tell mptt to look for none
    comment.save(force_insert=True)
    return comment


def graft(comment: Comment, *, answered: Comment) -> Comment:
    """
    Save ``comment`` as the last answer to ``answered``, which was read under the lock.

    Below the deepest level it becomes the sibling of what it answers. Spam that finds MAX_STORED rows
    there becomes a thread of its own, which nobody sees: spam makes no tree unbounded.
    Raises ThreadFull: where the thread takes no more.
    """
    thread = _make_sure_of_room(answered.tree_id, live=1, stored=1)
    if comment.status == Status.SPAM and thread.stored_count >= MAX_STORED:
        return plant(comment)
    comment.in_reply_to = answered
    comment.parent = answered if answered.level < MAX_LEVEL else answered.parent
    comment.save(force_insert=True)
    return comment


def uproot(pk: int) -> Change | None:
    """
    Delete a comment that nobody answered; ``clear_away`` its thread once the tallies are right.

    Return what that changes for the tallies; None where it is gone already or was answered since.
    """
    comment = Comment.objects.unanswered().filter(pk=pk).first()
    if comment is None:
        return None
    change = Change.of(comment, before=comment.status, after=None)
    comment.delete()  # which takes its key
    return change


def clear_away(thread_ids: Iterable[int]) -> None:
    """Delete those of these threads that hold no comment any more, as their tallies say."""
    empty = Thread.objects.filter(pk__in=set(thread_ids), stored_count=0)
    followed = set(Follow.objects.filter(thread__in=empty).values_list("discussion", flat=True))
    empty.delete()
    if followed:
        tallies.record_followers(followed)


def transplant(comment: Comment, *, under: Comment | None) -> int | None:
    """
    Hang a branch under another comment, or with None make it a thread of its own.

    What would go deeper than MAX_LEVEL becomes siblings, as in posting, and what has room again unfolds;
    siblings stand in the order of their posting. ``in_reply_to`` of the branch's root follows; below it
    all keep whom they answered. Return the tree where it stands now, None where it stood there before.
    Raises UnderItself, ThreadFull.
    """
    nodes = standing(
        Comment.objects.filter(tree_id__in={comment.tree_id, (under or comment).tree_id})
    )
    links, to = layout.answered(nodes), under and under.pk
    if links[comment.pk] == to:
        return None
    moved = layout.branch(links, comment.pk)
    if to in moved:
        raise UnderItself
    if under and under.tree_id != comment.tree_id:
        _make_sure_of_room(under.tree_id, live=_count_live(comment, moved), stored=len(moved))
    tree_id = under.tree_id if under else _new_thread(comment).pk
    Comment.objects.filter(pk=comment.pk).update(in_reply_to=under)
    put(_arranged(nodes, links | {comment.pk: to}, {comment.pk: tree_id}))
    return tree_id


def standing(comments) -> list[Node]:
    """Return a queryset's comments as the layout sees them: numbers, no texts."""
    return [Node(*row) for row in comments.order_by().values_list(*Node._fields).iterator()]


def put(places: dict[int, Place]) -> None:
    """Write places in one prepared statement: 10,000 rows in a second where saves would take minutes."""
    table = connection.ops.quote_name(Comment._meta.db_table)
    columns = ", ".join(f"{name} = %s" for name in Place._fields)
    statement = f"UPDATE {table} SET {columns} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*place, pk) for pk, place in places.items()])


def _new_thread(comment: Comment) -> Thread:
    return Thread.objects.create(discussion_id=comment.discussion_id)


def _arranged(
    nodes: list[Node], links: dict[int, int | None], tree_ids: dict[int, int]
) -> dict[int, Place]:
    """Return the places that change once ``links`` hold; ``tree_ids``: of roots that are new."""
    parents = layout.hang(links, deepest=MAX_LEVEL)
    wanted = [
        node._replace(
            lft=node.pk,  # siblings in the order of their posting
            parent_id=parents[node.pk],
            tree_id=tree_ids.get(node.pk, node.tree_id),
        )
        for node in nodes
    ]
    return layout.misplaced(nodes, layout.lay_out(wanted))


def _count_live(comment: Comment, branch: set[int]) -> int:
    live = Comment.objects.filter(tree_id=comment.tree_id, status__in=LIVE)
    return len(branch.intersection(live.values_list("pk", flat=True)))


def _make_sure_of_room(tree_id: int, *, live: int, stored: int) -> Thread:
    """Return the thread. Raises ThreadFull: where it does not take so many more."""
    thread = Thread.objects.get(pk=tree_id)
    present = thread.approved_count + thread.pending_count
    if present + live > MAX_LIVE:
        raise ThreadFull
    if thread.stored_count + stored > MAX_STORED:  # rare, so only then is spam counted
        spam = Comment.objects.filter(tree_id=tree_id, status=Status.SPAM).count()
        if thread.stored_count - spam + stored > MAX_STORED:
            raise ThreadFull
    return thread

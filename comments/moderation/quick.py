"""Moderation where the discussion is read: in the private view of it that those who may decide have."""

from ..models import Comment, Discussion
from ..models.comment import Status
from ..people.moderators import may_use_queue


def offer(shown: dict, user) -> None:
    """
    Mark each comment of a discussion's own view on which ``user`` may decide, and count what waits there.

    ``shown``: as section.context made it; left as it is for everybody else.
    """
    discussion = shown["discussion"]
    if discussion is None or not may_use_queue(user):
        return
    mine = Discussion.objects.moderated_by(user)
    if mine is not None and not mine.filter(pk=discussion.pk).exists():
        return
    shown["is_private"] = True  # what is loaded further is this view as well
    shown["waiting_count"] = discussion.pending_count
    for comment in _comments(shown):
        comment.can_be_decided = comment.status != Status.WITHDRAWN


def _comments(shown: dict) -> list[Comment]:
    views = [*shown["threads"], *shown.get("held_threads", []), shown.get("posted_thread")]
    return [comment for view in filter(None, views) for comment in view.comments]

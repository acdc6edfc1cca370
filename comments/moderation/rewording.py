"""A moderator's own hand in a comment: a changed wording, always marked, and an answer that approves."""

from datetime import datetime

from django.db import transaction

from content.markup import comment_html

from ..models import Batch, Comment, CommentVersion, Decision
from ..models.comment import Status
from ..tree import trees
from ..writing import editing
from ..writing.posting import Draft, post_comment
from .decisions import Seen, decide

EDITABLE = {Status.PENDING, Status.APPROVED}


class Overtaken(Exception):
    """Somebody else decided on the comment or edited it since it was shown."""


@transaction.atomic
def reword(seen: Seen, *, source: str, by, now: datetime) -> Comment:
    """
    Give a comment this wording; its readers are told that it was edited, whenever they see it.

    The wording before is kept. Raises Overtaken; markup.OutOfBounds: too long, or empty.
    """
    html = comment_html(source)
    comment, discussion = _as_seen(seen)
    if comment.status not in EDITABLE:
        raise Overtaken
    if source == comment.source:
        return comment
    version = _new_version(comment, source=source, html=html, written_at=now, editor=by)
    editing.show(version, comment, discussion)
    Comment.objects.filter(pk=comment.pk).update(edited_at=now)
    batch = Batch.of_one(Decision.Action.EDIT, to=comment.status, by=by, now=now)
    _log(comment, by=by, now=now, batch=batch.pk)
    return comment


def _new_version(comment: Comment, **fields) -> CommentVersion:
    number = editing.keep_wording(comment) + 1
    return CommentVersion.objects.create(
        comment=comment, number=number, status=comment.status, **fields
    )


def _log(comment: Comment, *, by, now: datetime, batch) -> None:
    log = {"decided_by": by, "decided_at": now, "batch": batch}
    Decision.on(comment, Decision.Action.EDIT, **log).save()


@transaction.atomic
def answer_and_approve(seen: Seen, *, draft: Draft, commenter, by, now: datetime) -> Comment:
    """
    Approve a comment and answer it, both or neither; return the answer.

    Raises Overtaken, and what posting.post_comment raises.
    """
    comment, _discussion = _as_seen(seen)
    if not comment.is_approved and not decide([seen], to=Status.APPROVED, by=by, now=now).decided:
        raise Overtaken
    article = comment.discussion.article
    return post_comment(draft, article=article, commenter=commenter, by=by, now=now)


def _as_seen(seen: Seen):
    """Return the comment and its discussion, locked, where the comment still is as it was seen."""
    place = Comment.objects.filter(pk=seen.pk).values_list("discussion", flat=True)
    discussions = trees.hold(place)
    comment = Comment.objects.select_related("discussion__article").filter(pk=seen.pk).first()
    if comment is None or Seen.of(comment) != seen:
        raise Overtaken
    return comment, discussions[comment.discussion_id]

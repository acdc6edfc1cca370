"""A moderator's own hand in a comment: a changed wording, always marked, and an answer that approves."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from content.markup import comment_html

from . import editing, trees
from .decisions import LASTING, Seen, decide
from .models import Batch, Comment, CommentVersion, Decision
from .models.comment import Status
from .posting import Draft, post_comment

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
    batch = _batch(comment, by, now)
    _log(comment, by=by, now=now, batch=batch.pk)
    return comment


@transaction.atomic
def take_back(edit: Decision, *, by, now: datetime, batch: Batch) -> bool:
    """
    Give a comment the wording from before a moderator's edit; the edited one is kept aside.

    Return False where somebody decided or edited since; such an undo is not undone itself.
    """
    try:
        comment, discussion = _as_seen(Seen(edit.comment_id, edit.to_status, edit.text_version))
    except Overtaken:
        return False
    lasting = comment.decisions.filter(action__in=LASTING).aggregate(last=Max("pk"))["last"]
    earlier = comment.versions.filter(number__lt=edit.text_version).order_by("-number")
    before = earlier.exclude(status__in=[Status.WITHDRAWN, Status.REJECTED]).first()
    if before is None or lasting != edit.pk or edit.undoes_id:
        return False
    comment.versions.filter(number=edit.text_version).update(status=Status.WITHDRAWN)
    editing.show(before, comment, discussion)
    was_written_so = before.written_at == comment.posted_at
    Comment.objects.filter(pk=comment.pk).update(
        edited_at=None if was_written_so else before.written_at
    )
    _log(comment, by=by, now=now, batch=batch.pk, undoes=edit)
    Batch.objects.filter(pk=batch.pk).update(decided_count=F("decided_count") + 1)
    return True


def _new_version(comment: Comment, **fields) -> CommentVersion:
    number = editing.keep_wording(comment) + 1
    return CommentVersion.objects.create(
        comment=comment, number=number, status=comment.status, **fields
    )


def _batch(comment: Comment, by, now: datetime) -> Batch:
    """Note the edit among the actions that can be undone."""
    return Batch.objects.create(
        to_status=comment.status,
        is_edit=True,
        started_by=by,
        started_at=now,
        finished_at=now,
        total_count=1,
        decided_count=1,
    )


def _log(comment: Comment, *, by, now: datetime, batch, undoes: Decision | None = None) -> None:
    Decision.objects.create(
        comment=comment,
        discussion_id=comment.discussion_id,
        action=Decision.Action.EDIT,
        from_status=comment.status,
        to_status=comment.status,
        text_version=comment.text_version,
        decided_by=by,
        decided_at=now,
        batch=batch,
        undoes=undoes,
    )


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

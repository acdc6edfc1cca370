"""Who commented in a discussion, and what else the writer of a comment said there."""

from dataclasses import dataclass

from django.db import models
from django.db.models import OuterRef, Subquery

from ..models import Comment, Discussion, Participation
from .orderings import further_on

PEOPLE_A_PAGE = 50
COMMENTS_A_PAGE = 50
MOST_FIRST = ("-approved_count", "id")


@dataclass(slots=True)
class CommenterView:
    """Somebody as others see them here: ``latest`` is their last comment, which gives name and face."""

    latest: Comment
    count: int


@dataclass(slots=True)
class CommenterPage:
    """``next_after``: the participation to go on from; None on the last page."""

    people: list[CommenterView]
    next_after: int | None


def page_of_commenters(
    discussion: Discussion, *, after: Participation | None = None
) -> CommenterPage:
    """Return those with most comments first; of several, who came first."""
    here = Comment.objects.approved().filter(discussion=discussion, commenter=OuterRef("commenter"))
    rows = discussion.participations.shown().order_by(*MOST_FIRST)
    if after:
        rows = further_on(rows, MOST_FIRST, after)
    rows = rows.annotate(latest=Subquery(here.order_by("-pk").values("pk")[:1]))
    rows = list(rows[: PEOPLE_A_PAGE + 1])
    shown = rows[:PEOPLE_A_PAGE]
    comments = _with_faces(Comment.objects.filter(pk__in=[row.latest for row in shown]))
    by_pk = {comment.pk: comment for comment in comments}
    people = [CommenterView(by_pk[row.latest], row.approved_count) for row in shown]
    return CommenterPage(people, shown[-1].pk if len(rows) > PEOPLE_A_PAGE else None)


@dataclass(slots=True)
class CommentPage:
    """``next_after``: the comment to go on from; None on the last page."""

    comments: list[Comment]
    next_after: int | None


def page_of_comments(comment: Comment, *, after: int | None = None) -> CommentPage:
    """
    Return what the writer of ``comment`` said in its discussion, latest first.

    Of a guest, only what was said under the same name: no page tells that two names are one person's.
    """
    rows = Comment.objects.approved().filter(
        discussion=comment.discussion_id, commenter=comment.commenter_id
    )
    if not comment.commenter.is_member:
        rows = rows.filter(name=comment.name)
    if after:
        rows = rows.filter(pk__lt=after)
    rows = list(_with_faces(rows.order_by("-pk"))[: COMMENTS_A_PAGE + 1])
    shown = rows[:COMMENTS_A_PAGE]
    return CommentPage(shown, shown[-1].pk if len(rows) > COMMENTS_A_PAGE else None)


def _with_faces(comments):
    return (
        comments.select_related("commenter__user__author__portrait")
        .defer(
            "source",
            "facts",
            "commenter__user__author__biography",
            "commenter__user__author__biography_html",
        )
        .fetch_mode(models.FETCH_RAISE)
    )

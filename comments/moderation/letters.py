"""
The letter to those who moderate, composed when it is sent.

It holds no name and no word of what is not approved; each comment has a link to a page that shows it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from django.urls import reverse

from authors.models import User
from content import post
from content.addresses import absolute

from ..models import Comment, CommentVersion
from ..people.moderators import may_use_queue
from . import desk, letter_links

LISTED = 20  # with a link each, those that wait longest
SHOWN = ("text_version", "discussion__article__title")  # of a comment; its words are not even read


@dataclass(frozen=True, slots=True)
class Listed:
    """A comment that waits, or a new wording of one that readers see."""

    article: str
    since: datetime
    held_by: str
    link: str
    is_wording: bool = False


def what_waits(*, user_id: int) -> post.Composed | None:
    """Say what waits now; nothing where nothing does any more, or its reader may or wants no more."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(letters="none").first()
    if user is None or not may_use_queue(user):
        return None
    waiting = desk.waiting(user)
    count = waiting.count + waiting.reworded_count
    if not (count or waiting.reported_count):
        return None
    oldest = sorted([*_comments(user), *_wordings(user)], key=attrgetter("since"))[:LISTED]
    stop = letter_links.to_stop(user)
    figures = {"count": count, "reported_count": waiting.reported_count}
    figures["more_count"] = max(count - len(oldest), 0)
    return post.Composed(
        to=user.email,
        template="comments_waiting",
        context=figures | _links() | {"user": user, "oldest": oldest, "stop": stop},
        unsubscribe=stop,
        threads=(f"waiting.{user.pk}",),
        secrets=(stop, *(listed.link for listed in oldest)),
    )


def _links() -> dict:
    hours = letter_links.LIFE // timedelta(hours=1)
    return {"queue": absolute(reverse("admin:comments_queue")), "hours": hours}


def _comments(user: User) -> list[Listed]:
    rows = Comment.objects.moderated_by(user).pending().select_related("discussion__article")
    rows = rows.only("posted_at", "held_by", *SHOWN).order_by("posted_at", "pk")
    return [
        Listed(
            article=comment.discussion.article.title,
            since=comment.posted_at,
            held_by=comment.held_by,
            link=letter_links.to_decide(comment, user=user),
        )
        for comment in rows[:LISTED]
    ]


def _wordings(user: User) -> list[Listed]:
    rows = CommentVersion.objects.waiting().moderated_by(user)
    rows = rows.select_related("comment__discussion__article").order_by("written_at", "pk")
    rows = rows.only("written_at", "held_by", *(f"comment__{name}" for name in SHOWN))
    return [
        Listed(
            article=wording.comment.discussion.article.title,
            since=wording.written_at,
            held_by=wording.held_by,
            link=letter_links.to_decide(wording.comment, user=user, wording=wording),
            is_wording=True,
        )
        for wording in rows[:LISTED]
    ]

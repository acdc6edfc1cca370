"""
Telling those who moderate what waits for them: a letter an hour at the most, none where nothing is new.

A letter holds no name and no word of what is not approved; each comment has a link to a page that shows it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from authors.models import User
from content import post
from content.addresses import absolute
from content.models import Letter

from ..models import Comment, Decision, Policy, QueueLetter, Report
from ..models.comment import Status
from ..people.moderators import may_use_queue, moderators
from . import desk, letter_links

PAUSES = {User.Letters.HOURLY: timedelta(hours=1), User.Letters.DAILY: timedelta(days=1)}
SETTLED = timedelta(minutes=1)  # younger news may still be under way in a transaction: next time
LISTED = 20  # comments with a link each, those that wait longest


def tell_all(*, now: datetime) -> int:
    """Write to everybody for whom something new waits and whose pause is over; return to how many."""
    return sum(_tell(user, now) for user in recipients() if _is_to_be_told(user, now))


def recipients() -> Iterable[User]:
    """Return those who want letters and may decide: moderators, and authors where the site lets them."""
    people = moderators()
    if Policy.current().authors_moderate:
        people = people | User.objects.filter(is_active=True, author__isnull=False)
    return people.exclude(letters=User.Letters.NONE).order_by("pk").distinct()


def is_due(letters: str, last: Letter | None, now: datetime) -> bool:
    """
    Whether somebody who wants ``letters`` so often may get one: none is under way, and the pause is over.

    A last one that had nothing to say any more was none; one from the future is of a wrong clock.
    """
    if letters not in PAUSES:
        return False
    if last is None or last.state == Letter.State.NOT_NEEDED:
        return True
    if last.finished_at is None:
        return False
    return not now - PAUSES[letters] < last.finished_at <= now


def has_news(user: User, since: datetime | None, until: datetime) -> bool:
    """Whether anything began to wait for ``user`` in that time, and still does; None: ever."""
    comments = Comment.objects.moderated_by(user)
    if since is None:
        return comments.pending().exists() or comments.reported().exists()
    began = Decision.objects.filter(to_status=Status.PENDING, decided_at__range=(since, until))
    began = began.exclude(decided_at=since).exclude(decided_by=user)
    reports = Report.objects.open().filter(reported_at__range=(since, until))
    reports = reports.exclude(reported_at=since)
    return (
        comments.pending().filter(pk__in=began.values("comment")).exists()
        or comments.filter(pk__in=reports.values("comment")).exists()
    )


def _is_to_be_told(user: User, now: datetime) -> bool:
    sent = QueueLetter.objects.select_related("letter").filter(user=user).first() or QueueLetter(
        user=user
    )
    return is_due(user.letters, sent.letter, now) and has_news(user, sent.until, now - SETTLED)


@transaction.atomic
def _tell(user: User, now: datetime) -> bool:
    """Enqueue the letter and note that; False where a worker beside this one was faster."""
    QueueLetter.objects.get_or_create(user=user)
    sent = QueueLetter.objects.select_for_update().get(user=user)
    if not is_due(user.letters, sent.letter, now):
        return False
    about = {"user_id": user.pk}
    sent.letter = post.enqueue("comments.moderation.telling.what_waits", about=about, now=now)
    sent.until = now - SETTLED
    sent.save(update_fields=["letter", "until"])
    return True


def what_waits(*, user_id: int) -> post.Composed | None:
    """Say what waits now; nothing where nothing does any more, or its reader may or wants no more."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(letters="none").first()
    if user is None or not may_use_queue(user):
        return None
    waiting = desk.waiting(user)
    if not (waiting.count or waiting.reported_count):
        return None
    comments = _oldest(user)
    stop = letter_links.to_stop(user)
    context = {
        "user": user,
        "waiting": waiting,
        "comments": comments,
        "more_count": max(waiting.count - len(comments), 0),
        "hours": letter_links.LIFE // timedelta(hours=1),
        "stop": stop,
        "queue": absolute(reverse("admin:comments_queue")),
    }
    return post.Composed(
        to=user.email,
        template="comments_waiting",
        context=context,
        unsubscribe=stop,
        threads=(f"waiting.{user.pk}",),
        secrets=(stop, *(comment.link for comment in comments)),
    )


def _oldest(user: User) -> list[Comment]:
    """Return those that wait longest, each with its ``link``; their words are not even read."""
    comments = Comment.objects.moderated_by(user).pending().select_related("discussion__article")
    columns = ("posted_at", "held_by", "text_version", "discussion__article__title")
    oldest = list(comments.only(*columns).order_by("posted_at", "pk")[:LISTED])
    for comment in oldest:
        comment.link = letter_links.to_decide(comment, user=user)
    return oldest

"""When those who moderate are told what waits: hourly at the most, and only where something is new."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from authors.models import User
from content import post
from content.models import Letter

from ..models import Comment, CommentVersion, Decision, Policy, QueueLetter, Report
from ..models.comment import Status
from ..people.moderators import moderators

PAUSES = {User.Letters.HOURLY: timedelta(hours=1), User.Letters.DAILY: timedelta(days=1)}
SETTLED = timedelta(minutes=1)  # younger news may still be under way in a transaction: next time


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
    wordings = CommentVersion.objects.waiting().moderated_by(user)
    if since is None:
        return comments.pending().exists() or wordings.exists() or comments.reported().exists()
    began = Decision.objects.filter(to_status=Status.PENDING, decided_at__range=(since, until))
    began = began.exclude(decided_at=since).exclude(decided_by=user)
    reports = Report.objects.open().filter(reported_at__range=(since, until))
    reports = reports.exclude(reported_at=since)
    return (
        comments.pending().filter(pk__in=began.values("comment")).exists()
        or wordings.filter(written_at__gt=since, written_at__lte=until).exists()
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
    sent.letter = post.enqueue("comments.moderation.letters.what_waits", about=about, now=now)
    sent.until = now - SETTLED
    sent.save(update_fields=["letter", "until"])
    return True

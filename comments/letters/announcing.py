"""
Announcing: what appeared is told to those who follow it, to nobody twice.

An Announcement is made in the transaction that shows a comment; the worker turns it into letters, or
into lines of a later letter, in transactions of its own (followers.py, docs/decisions/0018).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from blog.models import Article

from ..models import Announcement, Comment, Follow, Policy, Told
from .followers import tell

NEW_FOR = timedelta(days=1)  # an article that appears with an older date is not news: an import
LATE_AFTER = timedelta(minutes=1)


def announce_comments(comments: Iterable[Comment], *, now: datetime) -> None:
    """Have those told who follow these comments' places, within the transaction that shows them."""
    comments = list(comments)
    places = {comment.discussion_id for comment in comments}
    wanted = Q(discussion__in=places) | Q(scope=Follow.Scope.REPLIES)
    if not comments or not Follow.objects.filter(wanted).exists():
        return
    Announcement.objects.bulk_create(
        [Announcement(comment=comment, made_at=now) for comment in comments],
        ignore_conflicts=True,
    )
    tell_followers.enqueue()


def look_for_news(*, now: datetime) -> None:
    """Announce articles that appeared of late, and wake what a killed worker left untold."""
    appeared = Article.objects.visible(now).filter(published_at__gt=now - NEW_FOR)
    fresh = appeared.filter(announcement=None)
    made = [Announcement(article=article, made_at=now) for article in fresh]
    Announcement.objects.bulk_create(made, ignore_conflicts=True)
    left = Announcement.objects.filter(done_at=None, made_at__lt=now - LATE_AFTER)
    if made or left.exists():
        tell_followers.enqueue()


@task()
def tell_followers() -> None:
    """Turn each open announcement into letters, one after the other: a killed worker loses none."""
    now = timezone.now()
    opened = Announcement.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)
    for pk in list(opened):
        tell(pk, now=now)


def forget_told() -> None:
    """
    Delete who was told of what, once it can no longer be told twice.

    What was taken back as if it had never appeared may appear again, and stays for that.
    """
    limit = timezone.now() - Policy.kept_for("told")
    taken_back = Q(comment__isnull=False, comment__visible_at=None)
    Told.objects.filter(told_at__lt=limit).exclude(taken_back).delete()
    Announcement.objects.filter(comment__isnull=False, done_at__lt=limit).delete()

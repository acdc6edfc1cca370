"""
Announcing: what appeared is told to those who follow it, to nobody twice.

An Announcement is made in the transaction that shows a comment; the worker turns it into letters, or
into lines of a later letter, in a transaction of its own (docs/decisions/0018).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from blog.models import Article
from content import post

from ..models import Announcement, Comment, Commenter, Follow, Told
from ..models.follow import QUICKEST_FIRST, Rhythm

NEW_FOR = timedelta(days=1)  # an article that appears with an older date is not news: an import
LATE_AFTER = timedelta(minutes=1)
TOLD_KEPT = timedelta(days=90)  # nothing that appeared so long ago appears for the first time
LETTERS_AN_HOUR = 10  # to one person; a thread that brings more tells of them once a day


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
    """Turn each open announcement into letters; one at a time, so that a killed worker loses none."""
    now = timezone.now()
    opened = Announcement.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)
    for pk in list(opened):
        tell(pk, now=now)


@transaction.atomic
def tell(pk: int, *, now: datetime) -> None:
    """Tell all followers of one announcement, all or nobody."""
    rows = Announcement.objects.select_for_update(no_key=True).filter(pk=pk, done_at=None)
    announcement = rows.first()
    if announcement is None:
        return
    if announcement.comment_id:
        comment = Comment.objects.select_related("in_reply_to").get(pk=announcement.comment_id)
        if not comment.is_approved:  # taken back meanwhile; shown again, it is announced again
            announcement.delete()
            return
        _tell_all(Follow.objects.matching_comment(comment), {"comment": comment}, now)
    else:
        article = Article.objects.select_related("category").get(pk=announcement.article_id)
        _tell_all(Follow.objects.matching_article(article), {"article": article}, now)
    announcement.done_at = now
    announcement.save(update_fields=["done_at"])


def forget_told() -> None:
    """Delete who was told of what, once it can no longer be told twice."""
    limit = timezone.now() - TOLD_KEPT
    Told.objects.filter(told_at__lt=limit).delete()
    Announcement.objects.filter(comment__isnull=False, done_at__lt=limit).delete()


def _tell_all(follows, what: dict, now: datetime) -> None:
    told = set()
    for person, theirs in _by_person(follows):
        address = person.mailbox.lower()
        if not address or address in told:
            continue  # one mailbox, one letter, whoever has it
        told.add(address)
        _tell_one(person, theirs, what, now)


def _by_person(follows) -> list[tuple[Commenter, list[Follow]]]:
    people: dict[int, tuple[Commenter, list[Follow]]] = {}
    rows = follows.filter(commenter__erased_at=None).select_related("commenter__user")
    for each in rows.order_by("pk"):
        people.setdefault(each.commenter_id, (each.commenter, []))[1].append(each)
    return list(people.values())


def _tell_one(person: Commenter, follows: list[Follow], what: dict, now: datetime) -> None:
    rhythm = min((each.rhythm for each in follows), key=QUICKEST_FIRST.index)
    is_last = False
    if rhythm == Rhythm.AT_ONCE and "comment" in what:
        sent = _letters_lately(person, now)
        is_last = sent == LETTERS_AN_HOUR - 1
        if sent >= LETTERS_AN_HOUR:
            rhythm = Rhythm.DAILY
        if is_last or rhythm == Rhythm.DAILY:
            _calm(follows, now)
    told, is_new = Told.objects.get_or_create(
        commenter=person, **what, defaults={"rhythm": rhythm, "told_at": now}
    )
    if is_new and rhythm == Rhythm.AT_ONCE:
        about = {"told_id": told.pk, "is_last": is_last}
        composer = "comments.letters.letters.news"
        told.letter = post.enqueue(composer, about=about, key=f"told-{told.pk}", now=now)
        told.save(update_fields=["letter"])


def _letters_lately(person: Commenter, now: datetime) -> int:
    lately = person.told.filter(rhythm=Rhythm.AT_ONCE, told_at__gt=now - timedelta(hours=1))
    return lately.filter(comment__isnull=False).count()


def _calm(follows: list[Follow], now: datetime) -> None:
    """From now on once a day; the last letter at once says so."""
    chosen = Follow.objects.filter(pk__in=[each.pk for each in follows], rhythm=Rhythm.AT_ONCE)
    chosen.update(rhythm=Rhythm.DAILY, calmed_at=now)

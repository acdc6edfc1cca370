"""Telling followers what appeared: many a transaction, in a number of statements that does not grow."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from blog.models import Article
from content import post

from ..models import Announcement, Comment, Commenter, Follow, Told
from ..models.follow import QUICKEST_FIRST, Rhythm

PEOPLE_AT_ONCE = 200  # a transaction: short enough that nobody who posts waits noticeably
LETTERS_AN_HOUR = 10  # to one person; a thread that brings more tells of them once a day


@dataclass(frozen=True, slots=True)
class News:
    """
    What appeared, as columns of Told, and the follows that it is new for.

    ``writer``: the mailbox of who wrote it, whoever else has that.
    """

    what: dict
    follows: QuerySet
    writer: str = ""

    @property
    def is_comment(self) -> bool:
        return "comment" in self.what


@dataclass(slots=True)
class Reader:
    """Somebody to be told, and how: ``is_calmed``: from now on once a day, as so much came."""

    person: Commenter
    follows: list[Follow] = field(default_factory=list)
    rhythm: str = ""
    is_calmed: bool = False
    is_last: bool = False

    @property
    def address(self) -> str:
        return self.person.mailbox.lower()

    def choose_rhythm(self, letters_lately: int) -> None:
        """The quickest that was asked for, or once a day after so many letters within an hour."""
        self.rhythm = min((each.rhythm for each in self.follows), key=QUICKEST_FIRST.index)
        if self.rhythm != Rhythm.AT_ONCE:
            return
        self.is_last = letters_lately == LETTERS_AN_HOUR - 1
        self.is_calmed = letters_lately >= LETTERS_AN_HOUR - 1
        if self.is_calmed and not self.is_last:
            self.rhythm = Rhythm.DAILY


def tell(pk: int, *, now: datetime) -> None:
    """Tell all followers of one announcement, beginning where a killed worker stopped."""
    while _tell_some(pk, now):
        pass


@transaction.atomic
def _tell_some(pk: int, now: datetime) -> bool:
    """Tell the next ones, all of them or nobody; return whether there may be more."""
    rows = Announcement.objects.select_for_update(no_key=True).filter(pk=pk, done_at=None)
    announcement = rows.first()
    if announcement is None:
        return False
    news = _news(announcement)
    if news is None:  # taken back meanwhile; shown again, it is announced again
        announcement.delete()
        return False
    further = news.follows.filter(commenter__gt=announcement.told_up_to).order_by("commenter")
    people = list(further.values_list("commenter", flat=True).distinct()[:PEOPLE_AT_ONCE])
    if people:
        _tell_people(news, people, now)
        announcement.told_up_to = people[-1]
    else:
        announcement.done_at = now
    announcement.save(update_fields=["told_up_to", "done_at"])
    return bool(people)


def _news(announcement: Announcement) -> News | None:
    if announcement.comment_id is None:
        article = Article.objects.select_related("category").get(pk=announcement.article_id)
        return News({"article": article}, Follow.objects.matching_article(article))
    rows = Comment.objects.select_related("in_reply_to", "commenter__user")
    comment = rows.get(pk=announcement.comment_id)
    if not comment.is_approved:
        return None
    follows = Follow.objects.matching_comment(comment)
    return News({"comment": comment}, follows, writer=comment.commenter.mailbox.lower())


def _tell_people(news: News, people: list[int], now: datetime) -> None:
    readers = list(_to_be_told(news, people))
    lately = _letters_lately(readers, now) if news.is_comment else Counter()
    for reader in readers:
        reader.choose_rhythm(lately[reader.person.pk])
    _calm(readers, now)
    told = Told.objects.bulk_create(
        Told(commenter=reader.person, rhythm=reader.rhythm, told_at=now, **news.what)
        for reader in readers
    )
    at_once = [(row, reader) for row, reader in zip(told, readers, strict=True) if row.is_at_once]
    abouts = [{"told_id": row.pk, "is_last": reader.is_last} for row, reader in at_once]
    letters = post.enqueue_all("comments.letters.to_followers.news", abouts=abouts, now=now)
    for (row, _reader), letter in zip(at_once, letters, strict=True):
        row.letter = letter
    Told.objects.bulk_update((row for row, _reader in at_once), ["letter"])


def _to_be_told(news: News, people: list[int]) -> Iterator[Reader]:
    """Yield those of these people who have a mailbox and were not told; a mailbox once."""
    readers: dict[int, Reader] = {}
    rows = news.follows.filter(commenter__in=people).select_related("commenter__user")
    for each in rows.order_by("commenter", "pk"):
        readers.setdefault(each.commenter_id, Reader(each.commenter)).follows.append(each)
    told = Told.objects.filter(commenter__in=people, **news.what)
    told_already = set(told.values_list("commenter", flat=True))
    members = _mailboxes_of_members(news, readers.values())
    for pk, reader in readers.items():
        is_twice = reader.person.is_guest and reader.address in members
        if pk not in told_already and reader.address not in {"", news.writer} and not is_twice:
            yield reader


def _mailboxes_of_members(news: News, readers) -> set[str]:
    """Return those of guests' addresses that a member has who is told the same: they get the letter."""
    addresses = [reader.address for reader in readers if reader.person.is_guest]
    members = news.follows.filter(commenter__erased_at=None, commenter__user__is_active=True)
    found = members.annotate(mailbox=Lower("commenter__user__email")).filter(mailbox__in=addresses)
    return set(found.values_list("mailbox", flat=True))


def _letters_lately(readers: list[Reader], now: datetime) -> Counter:
    """Return how many letters about single comments each of them got within the hour."""
    rows = Told.objects.filter(
        commenter__in=[reader.person.pk for reader in readers],
        rhythm=Rhythm.AT_ONCE,
        told_at__gt=now - timedelta(hours=1),
        comment__isnull=False,
    )
    counted = rows.order_by().values_list("commenter").annotate(count=Count("pk"))
    return Counter(dict(counted))


def _calm(readers: list[Reader], now: datetime) -> None:
    """From now on once a day; the last letter at once says so."""
    pks = [each.pk for reader in readers if reader.is_calmed for each in reader.follows]
    chosen = Follow.objects.filter(pk__in=pks, rhythm=Rhythm.AT_ONCE)
    chosen.update(rhythm=Rhythm.DAILY, calmed_at=now)

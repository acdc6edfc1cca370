"""Many followers: told in batches, whatever breaks off, in a number of statements that does not grow."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.letters import announcing, followers
from comments.models import Announcement, Commenter, Told
from content.models import Letter
from tests.authors.make import make_user

from ..make import make_comment, make_commenter
from .make import follow_article, follow_thread, letters_to, make_reader

pytestmark = pytest.mark.django_db


def announced(article) -> int:
    make_comment(article=article)
    return Announcement.objects.get(done_at=None).pk


def tell(pk: int) -> int:
    """Tell all followers and return in how many statements."""
    with CaptureQueriesContext(connection) as statements:
        followers.tell(pk, now=timezone.now())
    return len(statements)


def test_statements_do_not_grow_with_the_followers_of_a_batch(article):
    people = [make_reader() for _ in range(60)]
    for person in people[:3]:
        follow_article(person, article)
    few = tell(announced(article))
    for person in people[3:]:
        follow_article(person, article, rhythm="daily" if person.pk % 2 else "at_once")
    assert tell(announced(article)) == few
    assert few <= 25
    assert Told.objects.count() == 3 + 60


def test_each_batch_is_a_transaction_and_a_killed_worker_loses_and_doubles_nothing(
    article, monkeypatch
):
    monkeypatch.setattr(followers, "PEOPLE_AT_ONCE", 2)
    for _ in range(5):
        follow_article(make_reader(), article)
    pk, real, turns = announced(article), followers._tell_people, iter(range(9))

    def dies_in_the_second(*args):
        real(*args)
        if next(turns) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(followers, "_tell_people", dies_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        tell(pk)
    assert Told.objects.count() == Letter.objects.count() == 2
    tell(pk)
    assert Told.objects.count() == Letter.objects.count() == 5
    assert Told.objects.values("commenter").distinct().count() == 5
    assert tell(pk) == 1 + 2  # nothing is left to do, between the two marks of a savepoint


def test_guest_with_a_members_mailbox_gets_no_letter_of_their_own_in_whichever_batch(
    article, monkeypatch, run_tasks
):
    monkeypatch.setattr(followers, "PEOPLE_AT_ONCE", 1)
    guest = make_reader(address="BO@example.org")
    member = Commenter(user=make_user(email="bo@example.org"), is_member=True).settled()
    for person in (guest, member):
        follow_article(person, article)
    make_comment(article=article)
    run_tasks()
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]
    assert Told.objects.get().commenter == member


def test_writer_gets_no_letter_about_their_own_by_another_person_with_their_mailbox(
    article, run_tasks
):
    member = Commenter(user=make_user(email="bo@example.org"), is_member=True).settled()
    guest = make_reader(address="Bo@example.org")
    follow_article(guest, article)
    make_comment(article=article, commenter=member)
    run_tasks()
    assert not mail.outbox


def test_whoever_was_told_before_is_left_out_of_a_batch(article):
    people = [make_reader() for _ in range(3)]
    for person in people:
        follow_article(person, article)
    pk = announced(article)
    announcement = Announcement.objects.get(pk=pk)
    now = timezone.now()
    Told.objects.create(
        commenter=people[1], comment_id=announcement.comment_id, rhythm="daily", told_at=now
    )
    tell(pk)
    assert Told.objects.count() == 3
    assert Letter.objects.count() == 2


def test_person_with_several_follows_is_told_once_in_the_quickest_rhythm(article):
    bo, root = make_reader(), make_comment(article=article, commenter=make_commenter())
    follow_article(bo, article, rhythm="weekly")
    follow_thread(bo, root)
    make_comment(parent=root)
    followers.tell(Announcement.objects.get(done_at=None).pk, now=timezone.now())
    assert [told.rhythm for told in Told.objects.all()] == ["at_once"]


def test_comment_that_is_taken_down_between_two_batches_is_told_no_further(article, monkeypatch):
    monkeypatch.setattr(followers, "PEOPLE_AT_ONCE", 1)
    for _ in range(3):
        follow_article(make_reader(), article)
    pk, real = announced(article), followers._tell_people

    def take_down(*args):
        real(*args)
        comment = Announcement.objects.get(pk=pk).comment
        comment.reject(by=make_user(), now=timezone.now())

    monkeypatch.setattr(followers, "_tell_people", take_down)
    tell(pk)
    assert Told.objects.count() == 1
    assert not Announcement.objects.exists()


def test_many_letters_of_one_batch_are_sent_in_turns(article, run_tasks, monkeypatch):
    monkeypatch.setattr("content.post.delivery.TURN", 0)
    people = [make_reader() for _ in range(4)]
    for person in people:
        follow_article(person, article)
    make_comment(article=article)
    run_tasks()
    assert [len(letters_to(person)) for person in people] == [1] * 4
    announcing.look_for_news(now=timezone.now())
    run_tasks()
    assert len(mail.outbox) == 4

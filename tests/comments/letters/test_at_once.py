"""Never two letters, whatever happens at the same moment; real threads, on whichever database is tested."""

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.letters import announcing, digests
from comments.models import Announcement, Discussion, Told
from comments.people import following
from content.models import Letter
from content.post.delivery import deliver

from ..make import make_article, make_comment
from ..tree.test_concurrency import at_once
from .make import follow_article, make_reader

TOGETHER = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_tell_and_send_once():
    article, bo = make_article(), make_reader()
    follow_article(bo, article)
    make_comment(article=article)
    announcement = Announcement.objects.get().pk
    at_once(lambda number: announcing.tell(announcement, now=timezone.now()), TOGETHER)
    letter = Letter.objects.get()
    at_once(lambda number: deliver.call(letter.pk), TOGETHER)
    assert len(mail.outbox) == Told.objects.count() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("sent", 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_make_one_digest():
    article, bo = make_article(), make_reader()
    follow_article(bo, article, rhythm="daily")
    make_comment(article=article)
    announcing.tell(Announcement.objects.get().pk, now=timezone.now())
    later = timezone.now() + digests.AFTER["daily"] * 2
    at_once(lambda number: digests.send_digests(now=later), TOGETHER)
    assert Letter.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_followers_at_once_are_all_counted():
    article, people = make_article(), [make_reader() for _ in range(TOGETHER)]
    target = following.target_of_article(article)
    now = timezone.now()
    at_once(
        lambda number: following.follow(people[number], target, rhythm="at_once", now=now), TOGETHER
    )
    assert Discussion.objects.get().follower_count == TOGETHER


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["comment", "follow", "unfollow", "tell", "digest"]), st.integers(0, 2)
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=DEEDS)
def test_whatever_is_done_in_whatever_order_nobody_is_told_twice(run_tasks, deeds):
    mail.outbox.clear()
    article, people = make_article(), [make_reader() for _ in range(3)]
    rhythms, said = ["at_once", "daily", "weekly"], []
    for deed, number in deeds:
        person = people[number]
        if deed == "comment":
            said.append(make_comment(article=article, commenter=person))
            said[-1].approve(by=None, now=timezone.now())
        elif deed == "follow":
            follow_article(person, article, rhythm=rhythms[number])
        elif deed == "unfollow":
            following.unfollow(person.follows.all())
        elif deed == "tell":
            run_tasks()
        else:
            digests.send_digests(now=timezone.now() + digests.AFTER["weekly"] * 2)
    run_tasks()
    for person in people:
        words = [letter.body for letter in mail.outbox if letter.to == [person.mailbox]]
        for comment in said:
            told = sum(f"/comments/{comment.pk}/" in text for text in words)
            assert told <= (comment.commenter_id != person.pk)

"""Moderators on real connections of their own: each deed once, and nobody overruled."""

import contextlib
import threading

import pytest
from django.db import transaction
from django.utils import timezone

from comments.models import (
    Ban,
    Batch,
    Comment,
    Commenter,
    Decision,
    Policy,
    Report,
)
from comments.moderation import banning, batches
from comments.moderation.decisions import Seen, decide
from comments.moderation.queue.choice import Choice
from comments.moderation.reporting import report
from comments.people.merging import Busy, merge
from comments.writing.posting import Refused
from tests.authors.make import make_user

from ..make import make_article, make_comment, make_commenter
from ..storm import post
from ..tree.test_concurrency import assert_everything_is_right, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def people():
    return [make_user(name=name, is_superuser=True) for name in ("Mo", "Kim")]


def test_two_who_carry_on_one_action_do_everything_once():
    both, article = people(), make_article()
    for _ in range(30):
        make_comment(article=article, status="pending")
    batch = batches.begin(Choice(), to="spam", by=both[0], now=timezone.now())

    def work(number):
        mine = batch
        while not mine.is_finished:
            mine = batches.carry_on(mine, by=both[number], now=timezone.now())

    at_once(work, workers=2)
    assert Decision.objects.filter(batch=batch.pk).count() == 30
    assert Batch.objects.get(pk=batch.pk).decided_count == 30
    assert_everything_is_right()


def test_an_action_is_undone_by_one_of_two():
    both, comment = people(), make_comment(status="pending")
    first = decide([Seen.of(comment)], to="approved", by=both[0], now=timezone.now()).batch
    outcomes = {}

    def work(number):
        batch = Batch.objects.get(pk=first)
        outcomes[number] = batches.undo(batch, by=both[number], now=timezone.now())

    at_once(work, workers=2)
    assert [outcome is None for outcome in outcomes.values()].count(True) == 1
    assert Decision.objects.filter(comment=comment, undoes__isnull=False).count() == 1
    assert Comment.objects.get(pk=comment.pk).status == "pending"
    assert_everything_is_right()


def test_an_undo_and_a_new_decision_at_once_leave_one_row_that_is_true():
    both = people()
    comments = [make_comment(status="pending") for _ in range(10)]
    seen = [Seen.of(comment) for comment in comments]
    first = decide(seen, to="approved", by=both[0], now=timezone.now()).batch
    approved = [Seen(one.pk, "approved", 1) for one in seen]

    def work(number):
        if number:
            for one in approved:
                decide([one], to="spam", by=both[1], now=timezone.now())
        else:
            batches.undo(Batch.objects.get(pk=first), by=both[0], now=timezone.now())

    at_once(work, workers=2)
    for comment in comments:
        last = Decision.objects.filter(comment=comment).order_by("-pk").first()
        assert Comment.objects.get(pk=comment.pk).status == last.to_status
        assert Decision.objects.filter(comment=comment).count() == 3
    assert_everything_is_right()


def test_two_who_decide_otherwise_on_the_same_hundred_leave_one_decision_on_each():
    both, article = people(), make_article()
    seen = [Seen.of(make_comment(article=article, status="pending")) for _ in range(100)]
    outcomes = {}

    def work(number):
        to = ("approved", "spam")[number]
        outcomes[number] = decide(seen, to=to, by=both[number], now=timezone.now())

    at_once(work, workers=2)
    first, second = (outcomes[number] for number in range(2))
    assert sorted(first.decided + second.decided) == [one.pk for one in seen]
    assert sorted(first.overtaken + second.overtaken) == [one.pk for one in seen]
    assert Decision.objects.filter(action="status").count() == 100
    assert Comment.objects.approved().count() == len(first.decided)
    assert_everything_is_right()


def test_three_reports_at_once_hold_the_comment_with_one_row_of_the_log():
    comment = make_comment()
    readers = [make_commenter(trusted=False) for _ in range(3)]

    def work(number):
        report(comment=comment, reporter=readers[number], reason="abuse", now=timezone.now())

    at_once(work, workers=3)
    comment.refresh_from_db()
    assert (comment.status, comment.held_match) == ("pending", "3 of 3")
    assert Report.objects.count() == 3
    assert Decision.objects.filter(comment=comment, rule="reported").count() == 1
    assert_everything_is_right()


def test_somebody_who_is_banned_while_they_post_is_silent_from_then_on():
    """Whatever was stored came before the ban held, so that removing all leaves nothing behind."""
    by, articles = people()[0], [make_article() for _ in range(3)]
    Policy.objects.create(first_comments_held=0)
    spammer = make_commenter(trusted=False)

    def work(number):
        if number == 3:
            now = timezone.now()
            made = banning.ban(by=by, now=now, commenter=spammer)
            batch = batches.begin_on_banned(made, existing="spam", by=by, now=now)
            while not batch.is_finished:
                batch = batches.carry_on(batch, by=by, now=timezone.now())
            return
        for _ in range(15):
            with contextlib.suppress(Refused):
                post(articles[number], Commenter.objects.get(pk=spammer.pk))

    at_once(work, workers=4)
    late = timezone.now()
    for article in articles:
        with pytest.raises(Refused):
            post(article, spammer)
    assert Ban.objects.in_force(late).count() == 1
    left = spammer.comments.exclude(status="spam").count()
    assert left == 0, f"{left} comments outlived the ban of their writer"
    assert_everything_is_right()


@pytest.mark.parametrize(
    ("hit", "said_from"),
    [
        ({"email_pattern": "*@spam.test"}, {"email": "leo@spam.test"}),
        ({"network_hash": "n" * 32}, {"network": "n" * 32}),
    ],
)
def test_a_ban_of_an_address_or_a_network_finds_what_is_posted_while_it_is_made(hit, said_from):
    by, articles = people()[0], [make_article() for _ in range(3)]
    Policy.objects.create(first_comments_held=0)

    def work(number):
        if number == 3:
            now = timezone.now()
            made = banning.ban(by=by, now=now, **hit)
            batch = batches.begin_on_banned(made, existing="spam", by=by, now=now)
            while not batch.is_finished:
                batch = batches.carry_on(batch, by=by, now=timezone.now())
            return
        for _ in range(15):
            with contextlib.suppress(Refused):
                post(articles[number], make_commenter(trusted=False), **said_from)

    at_once(work, workers=4)
    left = Comment.objects.exclude(status="spam").count()
    assert left == 0, f"{left} comments outlived the ban of where they came from"
    assert_everything_is_right()


def test_a_ban_of_a_network_waits_for_who_was_found_free_of_it():
    """The one moment that chance seldom finds: asked before the ban, stored after it."""
    by, article, network = people()[0], make_article(), "n" * 32
    asked, banned = threading.Event(), threading.Event()

    def work(number):
        if number:
            asked.wait(10)
            banning.ban(by=by, now=timezone.now(), network_hash=network)
            banned.set()
            return
        with transaction.atomic():
            writer = make_commenter(trusted=False)
            found = Ban.objects.hitting(writer, email="", network=network, now=timezone.now())
            assert found is None
            asked.set()
            assert not banned.wait(0.5), "the ban did not wait"
            post(article, writer, network=network)

    at_once(work, workers=2)
    made = Ban.objects.get()
    assert banning.comments_hit_by(made).count() == 1
    with pytest.raises(Refused):
        post(article, make_commenter(trusted=False), network=network)


def test_two_guests_who_post_while_they_are_merged_are_one_person_with_everything():
    articles, by = [make_article() for _ in range(2)], people()[0]
    Policy.objects.create(first_comments_held=0)
    kept, gone = (make_commenter(trusted=False) for _ in range(2))
    posted = []

    def work(number):
        if number == 2:
            with contextlib.suppress(Busy):
                merge(kept=kept, gone=gone, by=by, now=timezone.now())
            return
        who = (kept, gone)[number]
        for turn in range(15):
            comment = post(articles[turn % 2], Commenter.objects.get(pk=who.pk))
            posted.append(comment.pk)

    at_once(work, workers=3)
    if not Commenter.objects.get(pk=gone.pk).merged_into_id:
        merge(kept=kept, gone=gone, by=by, now=timezone.now())
    assert set(kept.comments.values_list("pk", flat=True)) == set(posted)
    assert len(posted) == 30
    assert gone.count_approved() == 0
    assert_everything_is_right()

"""Moderators on real connections of their own: each deed once, and nobody overruled."""

import pytest
from django.utils import timezone

from comments import batches
from comments.decisions import Seen, decide
from comments.models import Batch, Comment, Decision
from comments.queue.choice import Choice
from tests.authors.make import make_user

from .make import make_article, make_comment
from .test_concurrency import assert_everything_is_right, at_once

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

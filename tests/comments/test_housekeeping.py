"""What is forgotten in time, and what is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import housekeeping
from comments.checking import check
from comments.models import Comment, Policy, Thread

from .make import make_article, make_comment

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=40)


def test_network_hashes_are_forgotten_after_a_month():
    old = make_comment(network="a" * 32, now=LONG_AGO, article=make_article(published_at=LONG_AGO))
    new = make_comment(network="b" * 32)
    housekeeping.erase_old_networks()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.network_hash, new.network_hash) == (None, "b" * 32)


def test_old_spam_goes_with_its_thread_and_leaves_the_tallies_right():
    article = make_article(published_at=LONG_AGO)
    spam = make_comment(article=article, status="spam", now=LONG_AGO)
    root = make_comment(article=article, now=LONG_AGO)
    answers = [make_comment(parent=root, status=s, now=LONG_AGO) for s in ("spam", "approved")]
    fresh = make_comment(article=article, status="spam")
    housekeeping.erase_old_spam()
    left = set(Comment.objects.values_list("pk", flat=True))
    assert left == {root.pk, answers[1].pk, fresh.pk}
    assert not Thread.objects.filter(pk=spam.tree_id).exists()
    assert check(root.discussion) == []


def test_spam_that_was_answered_stays_as_the_answers_ground():
    root = make_comment(now=LONG_AGO, article=make_article(published_at=LONG_AGO))
    make_comment(parent=root)
    root.refresh_from_db()
    root.mark_as_spam(by=None, now=timezone.now())
    housekeeping.erase_old_spam()
    assert Comment.objects.filter(pk=root.pk).exists()


def test_the_policy_says_how_long():
    Policy.objects.create(spam_kept_days=60)
    article = make_article(published_at=LONG_AGO)
    make_comment(article=article, status="spam", now=LONG_AGO)
    housekeeping.erase_old_spam()
    assert Comment.objects.count() == 1


def test_an_old_comment_called_spam_today_is_kept_for_its_undo():
    comment = make_comment(now=LONG_AGO, article=make_article(published_at=LONG_AGO))
    comment.mark_as_spam(by=None, now=timezone.now())
    housekeeping.erase_old_spam()
    assert Comment.objects.filter(pk=comment.pk).exists()

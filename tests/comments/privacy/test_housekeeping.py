"""What is forgotten in time, and what is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Ban, Comment, Policy, Reaction, Report, Thread
from comments.privacy import housekeeping
from comments.tree import trees
from comments.tree.checking import check

from ..make import make_article, make_comment, make_commenter

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


def make_report(*, words="He is rude.", settled_days_ago=None, **fields):
    settled_at = settled_days_ago and timezone.now() - timedelta(days=settled_days_ago)
    return Report.objects.create(
        comment=make_comment(), reporter=make_commenter(trusted=False), reason="abuse",
        words=words, settled_at=settled_at, **fields,
    )  # fmt: skip


def test_what_was_added_to_a_report_goes_some_months_after_the_answer_and_the_report_stays():
    old, new, open_one = (make_report(settled_days_ago=age) for age in (91, 89, None))
    housekeeping.erase_old_reports()
    words = dict(Report.objects.values_list("pk", "words"))
    assert words == {old.pk: "", new.pk: "He is rude.", open_one.pk: "He is rude."}
    Policy.objects.create(reports_kept_days=60)
    housekeeping.erase_old_reports()
    new.refresh_from_db()
    assert new.words == ""


def test_networks_of_reactions_and_reports_go_as_those_of_comments():
    report = make_report(network_hash="a" * 32, reported_at=LONG_AGO)
    Reaction.objects.create(
        comment=report.comment, discussion=report.comment.discussion, commenter=report.reporter,
        kind="like", network_hash="a" * 32, reacted_at=LONG_AGO,
    )  # fmt: skip
    housekeeping.erase_old_networks()
    assert not Report.objects.exclude(network_hash=None).exists()
    assert not Reaction.objects.exclude(network_hash=None).exists()


def test_networks_are_forgotten_under_the_lock_of_their_discussion(monkeypatch):
    articles = [make_article(published_at=LONG_AGO) for _ in range(2)]
    for article in articles:
        for _ in range(3):
            make_comment(article=article, network="a" * 32, now=LONG_AGO)
    held, hold = [], trees.hold
    monkeypatch.setattr(trees, "hold", lambda pks: held.append(list(pks)) or hold(pks))
    monkeypatch.setattr(housekeeping, "BATCH", 2)
    housekeeping.erase_old_networks()
    ours = [article.discussion.pk for article in articles]
    assert held == [[ours[0]], [ours[0]], [ours[1]], [ours[1]]]
    assert not Comment.objects.exclude(network_hash=None).exists()


def test_the_address_of_one_person_goes_with_its_ban_and_a_pattern_stays():
    over = timezone.now() - timedelta(days=1)
    for pattern, ends_at in (
        ("z@example.org", over), ("*@spam.example", over), ("y@example.org", None),
    ):  # fmt: skip
        Ban.objects.create(email_pattern=pattern, ends_at=ends_at)
    housekeeping.erase_old_networks()
    patterns = sorted(Ban.objects.values_list("email_pattern", flat=True))
    assert patterns == ["", "*@spam.example", "y@example.org"]

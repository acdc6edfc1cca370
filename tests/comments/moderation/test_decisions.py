"""Deciding: one deed, one log row, and tallies that follow."""

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Discussion
from comments.models.decision import AppendOnlyError
from comments.moderation.decisions import Seen, decide, undo
from comments.moderation.rewording import reword
from comments.privacy.emptying import delete_comment
from comments.tree.checking import check

from ..make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


def tallies_of(comment):
    comment.discussion.refresh_from_db()
    discussion = comment.discussion
    return discussion.thread_count, discussion.reply_count, discussion.commenter_count


def test_approval_makes_a_comment_visible_and_counted():
    comment = make_comment(status="pending")
    assert tallies_of(comment) == (0, 0, 0)
    assert comment.approve(by=None, now=timezone.now())
    assert comment.visible_at is not None
    assert tallies_of(comment) == (1, 0, 1)


def test_second_approval_changes_nothing():
    comment = make_comment(status="pending")
    seen, now = Seen.of(comment), timezone.now()
    assert decide([seen], to="approved", now=now).decided == [comment.pk]
    logged = Decision.objects.count()
    assert decide([seen], to="approved", now=now).overtaken == [comment.pk]
    assert Decision.objects.count() == logged
    assert tallies_of(comment) == (1, 0, 1)


def test_a_decision_on_an_older_wording_is_not_carried_out():
    comment = make_comment(status="pending")
    seen = Seen.of(comment)
    Comment.objects.update(text_version=2)
    assert decide([seen], to="approved", now=timezone.now()).overtaken == [comment.pk]
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_a_withdrawn_comment_stays_withdrawn():
    comment = make_comment(status="withdrawn")
    assert not comment.approve(by=None, now=timezone.now())


def test_rejecting_a_parent_leaves_its_answers_counted_and_the_thread_shown():
    root = make_comment()
    make_comment(parent=root)
    root.refresh_from_db()
    root.reject(by=None, now=timezone.now())
    assert tallies_of(root) == (1, 1, 1)
    assert check(root.discussion) == []


def test_a_comment_that_comes_back_keeps_the_moment_it_first_appeared():
    comment = make_comment()
    appeared = comment.visible_at
    comment.mark_as_spam(by=None, now=timezone.now())
    comment.approve(by=None, now=timezone.now())
    assert comment.visible_at == appeared


def test_many_discussions_at_once_are_one_batch_in_the_log(django_assert_max_num_queries):
    article = make_article()
    comments = [make_comment(status="pending", article=article) for _ in range(15)]
    comments += [make_comment(status="pending") for _ in range(15)]
    with django_assert_max_num_queries(25):
        outcome = decide(Seen.all_of(Comment.objects.pending()), to="approved", now=timezone.now())
    assert sorted(outcome.decided) == sorted(comment.pk for comment in comments)
    log = Decision.objects.filter(to_status="approved", action="status")
    assert len(log) == len(comments)
    assert len({decision.batch for decision in log}) == 1
    for comment in comments:
        assert check(comment.discussion) == []


def test_the_log_can_only_grow():
    make_comment(status="pending")
    decision = Decision.objects.first()
    with pytest.raises(AppendOnlyError):
        decision.save()
    with pytest.raises(AppendOnlyError):
        decision.delete()
    with pytest.raises(AppendOnlyError):
        Decision.objects.update(note="")
    with pytest.raises(AppendOnlyError):
        Decision.objects.all().delete()


def version_of(comment):
    return Discussion.objects.values_list("version", flat=True).get(pk=comment.discussion_id)


def test_what_becomes_of_a_comment_that_nobody_saw_leaves_every_kept_page_fresh():
    root, by, now = make_comment(), make_staff("Moderator"), timezone.now()
    held = make_comment(parent=root, status="pending")
    version = version_of(root)
    reword(Seen.of(held), source="Better words.", by=by, now=now)
    held.refresh_from_db()
    assert held.mark_as_spam(by=by, now=now)
    undo(held.decisions.order_by("-pk")[:1], by=by, now=now)
    held.refresh_from_db()
    assert held.reject(by=by, now=now)
    assert held.withdraw(now=now)
    assert delete_comment(held, by=by, now=now)
    assert version_of(root) == version


@pytest.mark.parametrize(
    "way", [("pending", "spam"), ("spam", "rejected"), ("rejected", "pending")]
)
def test_a_tombstone_that_says_otherwise_moves_kept_pages_on(way):
    root = make_comment()
    make_comment(parent=root)
    for to in way:
        version = version_of(root)
        root.refresh_from_db()
        assert decide([Seen.of(root)], to=to, now=timezone.now()).decided == [root.pk]
        assert version_of(root) > version


def test_emptying_a_tombstone_moves_kept_pages_on():
    root = make_comment()
    make_comment(parent=root)
    root.refresh_from_db()
    root.withdraw(now=timezone.now())
    version = version_of(root)
    assert delete_comment(root, by=None, now=timezone.now())
    assert version_of(root) > version

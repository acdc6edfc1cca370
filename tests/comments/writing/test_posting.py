"""Posting: what is stored, what is refused, and that nothing is counted twice."""

import uuid

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Discussion, Policy
from comments.tree.checking import check
from comments.writing.posting import Draft, NoSuchParent, Refused, post_comment
from content.markup import Empty, OutOfBounds

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db


def said_under(article):
    return Comment.objects.filter(discussion__article=article).count()


def post(article, commenter=None, **fields):
    fields = {"source": "Hello there.", "name": "Ana"} | fields
    return post_comment(
        Draft(**fields),
        article=article,
        commenter=commenter or make_commenter(),
        now=timezone.now(),
    )


def test_the_first_comment_of_a_person_is_held_with_its_reason():
    comment = post(make_article(), make_commenter(trusted=False))
    assert (comment.status, comment.held_by, comment.held_match) == (
        "pending", "first_comments", "0 of 1 approved",
    )  # fmt: skip
    assert comment.visible_at is None
    assert comment.facts["approved_before"] == 0


def test_a_person_with_an_approved_comment_appears_at_once():
    comment = post(make_article())
    assert comment.status == "approved"
    assert comment.visible_at is not None


def test_a_new_thread_has_the_tree_id_of_its_row():
    comment = post(make_article())
    assert comment.tree_id == comment.thread.pk
    assert (comment.lft, comment.rght, comment.level) == (1, 2, 0)


def test_an_answer_stands_below_what_it_answers():
    root = make_comment()
    answer = post(root.discussion.article, parent_id=root.pk)
    assert (answer.parent, answer.in_reply_to, answer.level) == (root, root, 1)
    assert answer.tree_id == root.tree_id
    root.refresh_from_db()
    assert (root.lft, answer.lft, answer.rght, root.rght) == (1, 2, 3, 4)


def test_an_answer_to_the_deepest_level_becomes_its_sibling():
    comment = make_comment()
    for _ in range(7):
        above, comment = comment, make_comment(parent=comment)
    assert comment.level == 5
    assert comment.in_reply_to == above
    assert comment.parent == above.parent
    assert check(comment.discussion) == []


def test_the_same_submission_twice_gives_the_comment_that_exists():
    article, key = make_article(), uuid.uuid4()
    first = post(article, submission_key=key)
    second = post(article, submission_key=key)
    assert first == second
    assert said_under(article) == 1


def test_the_same_words_twice_under_one_parent_are_refused():
    article, ana = make_article(), make_commenter()
    post(article, ana)
    with pytest.raises(Refused, match="exactly this"):
        post(article, ana)
    assert said_under(article) == 1


def test_two_people_may_say_the_same():
    article = make_article()
    post(article)
    post(article)
    assert said_under(article) == 2


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_what_is_not_shown_cannot_be_answered(status):
    root = make_comment(status=status)
    with pytest.raises(NoSuchParent):
        post(root.discussion.article, parent_id=root.pk)
    assert said_under(root.discussion.article) == 1


def test_cannot_reply_across_articles():
    elsewhere = make_comment()
    article = make_article()
    with pytest.raises(NoSuchParent):
        post(article, parent_id=elsewhere.pk)
    assert said_under(article) == 0


def test_a_closed_discussion_takes_no_comment():
    root = make_comment()
    Discussion.objects.update(mode="closed")
    with pytest.raises(Refused, match="closed"):
        post(root.discussion.article)


def test_a_closed_thread_takes_no_answer():
    root = make_comment()
    root.discussion.threads.update(is_closed=True)
    with pytest.raises(Refused, match="closed"):
        post(root.discussion.article, parent_id=root.pk)


def test_old_articles_close_when_the_policy_says_so():
    Policy.objects.create(closes_after_days=1)
    with pytest.raises(Refused, match="closed"):
        post(make_article())


def test_in_a_held_discussion_even_the_trusted_wait():
    root = make_comment()
    Discussion.objects.update(mode="held")
    assert post(root.discussion.article).held_by == "discussion_held"


@pytest.mark.parametrize(("source", "problem"), [("x" * 5001, OutOfBounds), (" \u200b ", Empty)])
def test_words_out_of_bounds_store_nothing(source, problem):
    article = make_article()
    with pytest.raises(problem):
        post(article, source=source)
    assert said_under(article) == 0
    assert not Discussion.objects.filter(article=article).exists()


def test_a_full_thread_offers_a_new_one(monkeypatch):
    monkeypatch.setattr("comments.tree.trees.MAX_LIVE", 2)
    from comments.tree.trees import ThreadFull

    root = make_comment()
    make_comment(parent=root)
    with pytest.raises(ThreadFull):
        make_comment(parent=root)
    assert check(root.discussion) == []


def test_a_held_comment_leaves_every_kept_page_fresh():
    root = make_comment()
    version = Discussion.objects.get(article=root.discussion.article).version
    held = post(root.discussion.article, make_commenter(trusted=False), parent_id=root.pk)
    assert held.status == "pending"
    assert Discussion.objects.get(pk=root.discussion_id).version == version
    held.approve(by=None, now=timezone.now())
    assert Discussion.objects.get(pk=root.discussion_id).version > version


def test_spam_fills_a_thread_for_nobody_and_makes_none_unbounded(monkeypatch):
    monkeypatch.setattr("comments.tree.trees.MAX_STORED", 4)
    Policy.objects.create(blocked_words="casino")
    root = make_comment()
    article = root.discussion.article
    spam = [
        post(article, make_commenter(trusted=False), source=f"casino {number}", parent_id=root.pk)
        for number in range(5)
    ]
    assert [each.level for each in spam] == [
        1,
        1,
        1,
        0,
        0,
    ]  # what came later is a thread of its own
    answer = post(article, make_commenter(), parent_id=root.pk)
    assert (answer.status, answer.parent) == ("approved", root)
    assert check(root.discussion) == []
    assert root.discussion.threads.shown().count() == 1


def test_every_post_is_in_the_log_without_words():
    comment = post(make_article(), make_commenter(trusted=False))
    logged = Decision.objects.get()
    assert (logged.comment_id, logged.action, logged.rule) == (comment.pk, "post", "first_comments")
    assert (logged.from_status, logged.to_status) == ("", "pending")


def test_an_error_after_the_insert_leaves_everything_as_it_was(monkeypatch):
    root, commenter = make_comment(), make_commenter()
    before = Discussion.objects.values().get(pk=root.discussion_id)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("comments.tree.tallies.record", fail)
    with pytest.raises(RuntimeError):
        post(root.discussion.article, commenter, parent_id=root.pk)
    assert said_under(root.discussion.article) == 1
    assert Discussion.objects.values().get(pk=root.discussion_id) == before
    assert check(root.discussion) == []

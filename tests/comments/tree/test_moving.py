"""Moving, splitting and joining: what comes along, how deep it goes, what is refused, where links lead."""

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Thread
from comments.models.comment import MAX_LEVEL
from comments.tree import trees
from comments.tree.checking import check
from comments.tree.moving import NotThere, move_branch, split_branch
from comments.tree.trees import ThreadFull, UnderItself

from ..make import make_article, make_comment

pytestmark = pytest.mark.django_db


def move(comment, under):
    return move_branch(comment, under=under, by=None, now=timezone.now())


def split(comment):
    return split_branch(comment, by=None, now=timezone.now())


def chain(article, length):
    """Return comments that each answer the one before."""
    comments = [make_comment(article=article)]
    while len(comments) < length:
        comments.append(make_comment(parent=comments[-1]))
    return comments


def levels(comments):
    places = dict(Comment.objects.values_list("pk", "level"))
    return [places[comment.pk] for comment in comments]


def test_a_branch_goes_with_all_its_answers_and_answers_what_it_hangs_from():
    article = make_article()
    first, second = chain(article, 4), chain(article, 2)
    assert move(first[1], second[1])
    assert levels(first) == [0, 2, 3, 4]
    moved = Comment.objects.get(pk=first[1].pk)
    assert (moved.parent, moved.in_reply_to, moved.tree_id) == (
        second[1],
        second[1],
        second[0].tree_id,
    )
    assert check(moved.discussion) == []


def test_what_would_go_too_deep_becomes_siblings_and_keeps_whom_it_answers():
    article = make_article()
    moved, deep = chain(article, 3), chain(article, MAX_LEVEL)
    move(moved[0], deep[-1])
    assert levels(moved) == [MAX_LEVEL] * 3
    found = Comment.objects.filter(pk__in=[c.pk for c in moved]).order_by("pk")
    assert [c.parent for c in found] == [deep[-1]] * 3
    assert [c.in_reply_to for c in found] == [deep[-1], *moved[:2]]


def test_what_was_too_deep_unfolds_where_it_has_room():
    comments = chain(make_article(), MAX_LEVEL + 3)
    assert levels(comments)[-3:] == [MAX_LEVEL] * 3
    split(comments[2])
    assert levels(comments) == [0, 1, 0, 1, 2, 3, 4, 5]
    assert check(comments[0].discussion) == []


def test_answers_beside_a_comment_at_the_deepest_level_go_with_it():
    comments = chain(make_article(), MAX_LEVEL + 3)
    split(comments[MAX_LEVEL])
    assert levels(comments)[MAX_LEVEL:] == [0, 1, 2]


def test_siblings_stand_in_the_order_of_their_posting():
    article = make_article()
    early = make_comment(article=article)
    root = make_comment(article=article)
    answers = [make_comment(parent=root) for _ in range(2)]
    move(early, root)
    below = Comment.objects.filter(parent=root).in_tree_order()
    assert list(below) == [early, *answers]


def test_a_whole_thread_joins_another_and_its_row_goes():
    article = make_article()
    first, second = chain(article, 2), chain(article, 1)
    assert move(first[0], second[0])
    assert [thread.pk for thread in Thread.objects.all()] == [second[0].tree_id]
    discussion = first[0].discussion
    discussion.refresh_from_db()
    assert (discussion.thread_count, discussion.reply_count) == (1, 2)
    assert check(discussion) == []


def test_a_branch_becomes_a_thread_that_answers_nothing():
    comments = chain(make_article(), 3)
    assert split(comments[1])
    root = Comment.objects.get(pk=comments[1].pk)
    assert (root.level, root.parent, root.in_reply_to) == (0, None, None)
    assert root.thread.reply_count == 1
    root.discussion.refresh_from_db()
    assert (root.discussion.thread_count, root.discussion.reply_count) == (2, 1)


def test_a_second_click_changes_nothing():
    article = make_article()
    first, second = chain(article, 2), chain(article, 1)
    assert [move(first[1], second[0]), move(first[1], second[0])] == [True, False]
    assert [split(first[1]), split(first[1])] == [True, False]
    assert Decision.objects.filter(action="move").count() == 2


def test_readers_see_it_at_once_and_the_log_says_from_where_to_where():
    article = make_article()
    first, second = chain(article, 2), chain(article, 1)
    before = type(first[0].discussion).objects.get().version
    move(first[1], second[0])
    assert type(first[0].discussion).objects.get().version > before
    assert Decision.objects.get(action="move").note == f"#{first[0].pk} → #{second[0].pk}"


def test_a_branch_never_goes_under_itself():
    comments = chain(make_article(), MAX_LEVEL + 2)
    for under in (comments[1], comments[2], comments[-1]):
        with pytest.raises(UnderItself):
            move(comments[1], under)
    with pytest.raises(UnderItself):  # beside it in the tree, and yet an answer to it
        move(comments[-2], comments[-1])
    assert levels(comments) == [0, 1, 2, 3, 4, 5, 5]


def test_a_branch_never_leaves_its_discussion():
    here, there = make_comment(), make_comment()
    with pytest.raises(NotThere):
        move(here, there)
    assert not Decision.objects.filter(action="move").exists()


@pytest.mark.parametrize("bound", ["MAX_LIVE", "MAX_STORED"])
def test_a_full_thread_takes_no_branch_and_keeps_what_it_has(monkeypatch, bound):
    article = make_article()
    moved, full = chain(article, 3), chain(article, 2)
    monkeypatch.setattr(trees, bound, 4)
    with pytest.raises(ThreadFull):
        move(moved[0], full[1])
    assert levels(moved) == [0, 1, 2]
    assert move(moved[1], full[1])  # two more are just enough
    assert move(moved[2], full[0])  # within one thread nothing is added
    assert check(moved[0].discussion) == []


def test_only_live_comments_count_towards_the_bound_of_live_ones(monkeypatch):
    article = make_article()
    root, full = make_comment(article=article), make_comment(article=article)
    make_comment(parent=root, status="spam")
    monkeypatch.setattr(trees, "MAX_LIVE", 2)
    assert move(root, full)


def test_permalinks_land_after_a_move_a_split_and_a_join(client):
    article = make_article()
    first, second = chain(article, 3), chain(article, 2)
    for deed in (
        lambda: move(first[1], second[1]),
        lambda: split(first[1]),
        lambda: move(second[0], first[2]),
    ):
        deed()
        for comment in [*first, *second]:
            page = client.get(comment.get_absolute_url())
            assert page.status_code == 200
            assert f'id="comment-{comment.pk}"' in page.content.decode()
        html = client.get(article.get_absolute_url()).content.decode()
        assert all(f'id="comment-{comment.pk}"' in html for comment in [*first, *second])


def test_the_address_of_a_joined_thread_leads_to_where_it_went(client):
    root = make_comment()
    other = make_comment(article=root.discussion.article)
    address = f"{root.discussion.article.get_absolute_url()}?thread={root.tree_id}"
    assert client.get(address).status_code == 200
    move(root, other)
    gone = client.get(address)
    assert (gone.status_code, gone.url) == (302, root.get_absolute_url())
    elsewhere = make_comment().discussion.article.get_absolute_url()
    assert client.get(f"{elsewhere}?thread={root.tree_id}").status_code == 404
    root.refresh_from_db()
    root.reject(by=None, now=timezone.now())
    assert client.get(address).status_code == 404  # nobody may know of it
    for nonsense in ("x", "9" * 40, ""):
        assert client.get(f"{elsewhere}?thread={nonsense}").status_code == 404

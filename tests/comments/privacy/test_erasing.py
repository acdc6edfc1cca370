"""What is erased is gone for good, wherever it was kept; what others said stays where it stands."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from comments.models import Comment, Commenter, CommentVersion, Decision, Reaction, Report, Thread
from comments.privacy import erasing, housekeeping
from comments.privacy.erasing import delete_comment, erase_commenter
from comments.tree.checking import check
from comments.writing import reacting
from comments.writing.editing import edit_comment
from comments.writing.posting import Draft, post_comment

from ..make import make_article, make_comment, make_commenter
from ..visits import mine_url, post

pytestmark = pytest.mark.django_db


def erase(person, **fields):
    return erase_commenter(person, by=None, now=timezone.now(), **fields)


def delete(comment):
    return delete_comment(comment, by=None, now=timezone.now())


def everything_stored():
    """Return all columns of all rows that hold anything about people, as one text."""
    models = (Comment, Commenter, CommentVersion, Decision, Reaction, Report)
    return str([list(model.objects.values()) for model in models])


def test_an_unanswered_comment_is_deleted_with_its_thread():
    comment = make_comment()
    assert delete(comment)
    assert not Comment.objects.exists()
    assert not Thread.objects.exists()
    comment.discussion.refresh_from_db()
    assert (comment.discussion.thread_count, comment.discussion.approved_count) == (0, 0)
    assert check(comment.discussion) == []
    assert Decision.objects.get(action="erase").comment_id == comment.pk


def test_an_answered_comment_is_emptied_and_keeps_its_place(client):
    root = make_comment(source="These words go.", name="Zoltan", email="z@example.org")
    answer = make_comment(parent=root, source="These stay.")
    assert delete(root)
    html = client.get(answer.get_absolute_url()).content.decode()
    assert "removed by a moderator" in html
    assert "These stay." in html
    assert "Zoltan" not in html
    stored = str(Comment.objects.filter(pk=root.pk).values())
    for gone in ("These words go", "Zoltan", "z@example.org"):
        assert gone not in stored
    assert check(root.discussion) == []


def test_a_second_click_on_delete_changes_nothing():
    root = make_comment()
    answer = make_comment(parent=root)
    assert [delete(root), delete(root)] == [True, False]
    assert [delete(answer), delete(answer)] == [True, False]
    assert delete(root)  # nobody answers it any more: its place can go as well
    assert Decision.objects.filter(action="erase").count() == 3


def test_what_is_answered_beside_it_at_the_deepest_level_is_not_torn_out():
    comment = make_comment()
    for _ in range(6):
        comment = make_comment(parent=comment)
    deepest = comment.in_reply_to
    assert not deepest.children.exists()
    delete(deepest)
    comment.refresh_from_db()
    assert comment.in_reply_to_id == deepest.pk


def test_an_emptied_comment_can_never_be_published_again():
    root = make_comment()
    make_comment(parent=root)
    delete(root)
    root.refresh_from_db()
    assert not root.approve(by=None, now=timezone.now())


def test_nothing_of_an_erased_person_is_left():
    person = make_commenter(name="Zoltan", trusted=True, verified_email="z@example.org")
    comment = make_comment(
        commenter=person, name="Zoltan", email="zz@example.org", source="Zebra.", network="f" * 32
    )
    edit_comment(comment, source="Zebras.", now=timezone.now())
    other = make_comment(article=comment.discussion.article)
    reacting.react(
        article=comment.discussion.article, comment_id=other.pk, commenter=person, kind="like",
        now=timezone.now(), network="f" * 32,
    )  # fmt: skip
    Report.objects.create(
        comment=other, reporter=person, reason="other", words="Zoltan says", network_hash="f" * 32
    )
    Report.objects.create(
        comment=comment, reporter=make_commenter(), reason="other", words="this Zoltan again"
    )
    token = person.token
    assert erase(person) == 2
    stored = everything_stored()
    for gone in ("Zoltan", "example.org", "Zebra", "f" * 32, token):
        assert gone not in stored
    other.refresh_from_db()
    assert other.reaction_count == 1
    assert check(comment.discussion) == []


def test_the_tree_stays_legible_where_somebody_was_erased(client):
    person = make_commenter(name="Zoltan")
    root = make_comment(commenter=person, name="Zoltan", source="Zebra.")
    answer = make_comment(parent=root, source="I disagree.")
    client.get(root.discussion.article.get_absolute_url())
    erase(person)
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    assert "removed at its writer&#x27;s wish" in html
    assert "I disagree." in html
    assert "Zoltan" not in html
    assert client.get(answer.get_absolute_url()).status_code == 200


def test_a_withdrawn_comment_of_theirs_is_emptied_too():
    person = make_commenter()
    comment = make_comment(commenter=person, source="Zebra.")
    comment.withdraw(now=timezone.now())
    erase(person)
    assert "Zebra" not in everything_stored()


def test_the_cookie_of_an_erased_person_is_nobodys(client):
    article = make_article()
    post(client, article, body="My held words.")
    person = Commenter.objects.get()
    erase(person)
    assert "My held words." not in client.get(mine_url(article)).content.decode()
    post(client, article, body="I am here again.")
    again = Comment.objects.get(source="I am here again.")
    assert again.commenter_id != person.pk


def test_an_erased_members_account_begins_anew(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    client.force_login(user)
    article = make_article()
    post(client, article, body="Before.")
    erase(Commenter.objects.get())
    post(client, article, body="After.")
    assert Commenter.objects.get(user=user).comments.get().source == "After."


@pytest.mark.parametrize("is_member", [False, True])
def test_what_was_under_way_while_somebody_was_erased_is_anothers(is_member):
    user = (
        get_user_model().objects.create_user("m@example.org", "x", name="M") if is_member else None
    )
    make = Commenter.objects.create
    person = make(user=user, is_member=True) if is_member else make_commenter()
    erase(Commenter.objects.get(pk=person.pk))
    article = make_article()
    draft = Draft(source="Sent before, stored after.", name="Ana")
    comment = post_comment(draft, article=article, commenter=person, now=timezone.now())
    assert comment.commenter_id != person.pk
    assert comment.commenter.user == user
    target = make_comment(article=article)
    reacting.react(
        article=article, comment_id=target.pk, commenter=person, kind="like", now=timezone.now()
    )
    assert not Reaction.objects.filter(commenter=person).exists()


def test_those_who_were_merged_into_somebody_go_with_them():
    person, other, third = make_commenter(), make_commenter(), make_commenter()
    Commenter.objects.filter(pk=other.pk).update(merged_into=person)
    Commenter.objects.filter(pk=third.pk).update(merged_into=other)
    make_comment(commenter=third, source="Zebra.")
    erase(Commenter.objects.get(pk=other.pk))
    assert "Zebra" not in everything_stored()
    assert (
        Commenter.objects.filter(erased_at=None, pk__in=[person.pk, other.pk, third.pk]).count()
        == 0
    )


def test_an_erasure_that_broke_off_goes_on_where_it_stopped(monkeypatch):
    person = make_commenter(trusted=False)
    for _ in range(4):
        make_comment(commenter=person, source=f"Zebra {uuid.uuid4()}")
    monkeypatch.setattr(erasing, "BATCH", 1)
    real, turns = erasing._empty, iter(range(3))

    def fails_after_two(*args):
        if next(turns) == 2:
            raise KeyboardInterrupt
        real(*args)

    monkeypatch.setattr(erasing, "_empty", fails_after_two)
    with pytest.raises(KeyboardInterrupt):
        erase(person)
    erased_at = Commenter.objects.get(pk=person.pk).erased_at
    assert Comment.objects.exclude(html="").count() == 2
    monkeypatch.setattr(erasing, "_empty", real)
    housekeeping.finish_erasures()
    assert "Zebra" not in everything_stored()
    assert Commenter.objects.get(pk=person.pk).erased_at == erased_at
    assert erase(person) == 0
    for comment in Comment.objects.all():
        assert check(comment.discussion) == []

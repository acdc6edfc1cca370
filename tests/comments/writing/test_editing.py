"""Editing and withdrawing: whose right it is, for how long, and that every wording is kept."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, CommentVersion, Decision, Discussion, Policy
from comments.tree.checking import check
from comments.writing import editing
from comments.writing.posting import Refused

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db


def edit(comment, source="New words.", **fields):
    return editing.edit_comment(comment, source=source, **{"now": timezone.now()} | fields)


def wordings(comment):
    rows = comment.versions.order_by("number")
    return list(rows.values_list("number", "source", "status"))


def published(**fields):
    return make_comment(commenter=make_commenter(), source="Old words.", **fields)


def guest_with_comment(**fields):
    """Return a browser and the comment that was written in it."""
    client, article = Client(), make_article()
    client.post(
        reverse("comments:reply", args=[article.slug]), {"name": "Ana", "body": "Old words."}
    )
    comment = Comment.objects.get(discussion__article=article)
    if fields.get("approved"):
        comment.approve(by=None, now=timezone.now())
    return client, comment


def url(name, comment):
    return reverse(f"comments:{name}", args=[comment.pk])


def mine(client, comment):
    article = comment.discussion.article
    return client.get(reverse("comments:mine", args=[article.slug])).content.decode()


# --- the deed --------------------------------------------------------------------------------------


def test_an_edit_that_the_rules_let_through_replaces_the_words_and_keeps_the_old_ones():
    comment = published()
    edit(comment)
    comment.refresh_from_db()
    assert (comment.source, comment.html, comment.text_version) == (
        "New words.", "<p>New words.</p>", 2,
    )  # fmt: skip
    assert comment.edited_at is not None
    assert wordings(comment) == [(1, "Old words.", "approved"), (2, "New words.", "approved")]
    logged = Decision.objects.filter(action="edit").get()
    assert (logged.from_status, logged.to_status, logged.text_version) == (
        "approved", "approved", 2,
    )  # fmt: skip
    assert check(comment.discussion) == []


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_what_nobody_sees_yet_is_rewritten_and_goes_on_waiting(status):
    comment = make_comment(status=status, source="Old words.")
    edit(comment, now=timezone.now() + timedelta(days=3))
    comment.refresh_from_db()
    assert (comment.source, comment.status, comment.text_version) == ("New words.", status, 2)
    assert comment.edited_at is None
    assert [number for number, *_ in wordings(comment)] == [1, 2]


def test_a_decision_on_the_words_before_an_edit_is_overtaken():
    comment = make_comment(status="pending")
    seen_by_moderator = Comment.objects.get(pk=comment.pk)
    edit(comment)
    assert not seen_by_moderator.approve(by=None, now=timezone.now())


def test_the_time_for_edits_ends_after_the_policys_minutes():
    comment = published()
    Policy.objects.create(edit_minutes=2)
    edit(comment, "In time.", now=comment.visible_at + timedelta(seconds=119))
    with pytest.raises(editing.NotEditable):
        edit(comment, "Too late.", now=comment.visible_at + timedelta(seconds=120))


@pytest.mark.parametrize("status", ["approved", "pending", "withdrawn"])
def test_what_somebody_answered_is_no_longer_edited(status):
    comment = published()
    make_comment(parent=comment, status=status)
    with pytest.raises(editing.NotEditable):
        edit(comment)


def test_spam_is_no_answer():
    comment = published()
    make_comment(parent=comment, status="spam")
    assert edit(comment).status == "approved"


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_what_was_decided_on_is_not_edited(status):
    with pytest.raises(editing.NotEditable):
        edit(make_comment(status=status))


def test_a_closed_discussion_takes_no_edit():
    comment = published()
    Discussion.objects.update(mode="closed")
    with pytest.raises(Refused, match="closed"):
        edit(comment)


def test_the_same_words_again_are_no_edit():
    comment = published()
    assert edit(comment, "Old words.") is None
    assert not CommentVersion.objects.exists()


def test_a_comment_is_not_rewritten_without_end(monkeypatch):
    monkeypatch.setattr(editing, "MAX_WORDINGS", 3)
    browser, comment = guest_with_comment()
    for number in (1, 2):
        assert browser.post(url("edit", comment), {"body": f"{number}."}).status_code == 303
    response = browser.post(url("edit", comment), {"body": "One more."})
    assert response.status_code == 422
    assert "One more." in response.content.decode()
    assert comment.versions.count() == 3


# --- the pages -------------------------------------------------------------------------------------


def test_the_writer_edits_by_cookie_and_readers_are_told(client):
    browser, comment = guest_with_comment(approved=True)
    assert url("edit", comment) in mine(browser, comment)
    left = int(re.search(r'data-edit-clock="(\d+)"', mine(browser, comment))[1])
    assert 14 * 60 < left <= 15 * 60
    page = browser.get(url("edit", comment))
    assert "Old words." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    response = browser.post(url("edit", comment), {"body": "New *words*."})
    assert response.status_code == 303
    assert "New <em>words</em>." in browser.get(response["Location"]).content.decode()
    html = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert "New <em>words</em>." in html
    assert "comment-edited" in html
    assert url("edit", comment) not in html


def test_a_held_edit_is_told_to_its_writer_alone(client):
    browser, comment = guest_with_comment(approved=True)
    Discussion.objects.update(mode="held")
    browser.post(url("edit", comment), {"body": "Secret new words."})
    assert "new wording waits for approval" in mine(browser, comment)
    assert "What you save here replaces it." in browser.get(url("edit", comment)).content.decode()
    make_comment(parent=comment)
    late = browser.get(url("edit", comment))  # somebody answered: nothing can be saved
    assert late.status_code == 403
    assert "What you save here replaces it." not in late.content.decode()
    html = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert "Old words." in html
    assert "Secret new words." not in html
    assert "waits for approval" not in html


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_to_strangers_these_pages_do_not_exist(client, name):
    _browser, comment = guest_with_comment(approved=True)
    stranger = Client()
    stranger.post(
        reverse("comments:reply", args=[make_article().slug]), {"name": "Ana", "body": "Hello."}
    )
    for each in (client, stranger):
        assert each.get(url(name, comment)).status_code == 404
        assert each.post(url(name, comment), {"body": "Taken over."}).status_code == 404
    client.force_login(get_user_model().objects.create_user("x@example.org", "x", name="Ana"))
    assert client.post(url(name, comment), {"body": "Taken over."}).status_code == 404
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Old words.", "approved")


@pytest.mark.parametrize(("body", "words"), [("", "nothing to post"), ("<" * 201, "“&lt;”")])
def test_bad_input_gives_the_new_text_back(body, words):
    browser, comment = guest_with_comment()
    response = browser.post(url("edit", comment), {"body": body})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_too_late_the_new_text_is_given_back():
    browser, comment = guest_with_comment(approved=True)
    make_comment(parent=comment)
    response = browser.post(url("edit", comment), {"body": "Hard-won words."})
    assert response.status_code == 403
    assert "Hard-won words." in response.content.decode()
    assert url("edit", comment) not in mine(browser, comment)


def test_a_comment_is_withdrawn_after_one_question_for_good(client):
    browser, comment = guest_with_comment(approved=True)
    assert "cannot be undone" in browser.get(url("withdraw", comment)).content.decode()
    assert browser.post(url("withdraw", comment)).status_code == 303
    comment.refresh_from_db()
    assert comment.status == "withdrawn"
    assert Decision.objects.latest("pk").rule == "writer"
    assert check(comment.discussion) == []
    html = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert "Old words." not in html
    for name in ("edit", "withdraw"):
        assert browser.get(url(name, comment)).status_code == 404


# --- the admin -------------------------------------------------------------------------------------


def test_a_moderator_sees_the_difference_and_approves_it(client):
    client.force_login(get_user_model().objects.create_superuser("s@example.org", "x", name="S"))
    comment = published()
    Discussion.objects.update(mode="held")
    waiting = edit(comment, "New <b>words</b>.")
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    html = client.get(change).content.decode()
    assert "<del>Old</del><ins>New</ins>" in html
    assert "&lt;" in html
    listed = client.get(reverse("admin:comments_comment_changelist") + "?reworded=waiting")
    assert "Old words." in listed.content.decode()
    decide = reverse("admin:comments_comment_decide_wording", args=[waiting.pk])
    assert client.get(decide).status_code == 405
    assert client.post(decide, {"to": "spam"}).status_code == 404
    client.post(decide, {"to": "approved"})
    comment.refresh_from_db()
    assert comment.source == "New <b>words</b>."
    again = client.post(decide, {"to": "rejected"}, follow=True)
    assert "does not wait any more" in again.content.decode()


def test_others_cannot_decide_on_wordings(client):
    comment = published()
    Discussion.objects.update(mode="held")
    waiting = edit(comment)
    user = get_user_model().objects.create_user("a@example.org", "x", name="A", is_staff=True)
    client.force_login(user)
    decide = reverse("admin:comments_comment_decide_wording", args=[waiting.pk])
    assert client.post(decide, {"to": "approved"}).status_code == 403
    comment.refresh_from_db()
    assert comment.source == "Old words."

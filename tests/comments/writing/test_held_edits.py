"""Edits that the rules hold: the approved words stay up, and the new ones wait for a moderator."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from comments.models import CommentVersion, Discussion, Policy
from comments.models.comment import Status
from comments.writing import editing

from ..make import make_comment, make_staff
from .test_editing import edit, published, wordings

pytestmark = pytest.mark.django_db


def test_where_an_edit_is_held_the_approved_words_stay_up():
    comment = published()
    Discussion.objects.update(mode="held")
    edit(comment)
    edit(comment, "Newer words.")
    comment.refresh_from_db()
    assert (comment.source, comment.text_version, comment.edited_at) == ("Old words.", 1, None)
    assert wordings(comment) == [
        (1, "Old words.", "approved"),
        (2, "New words.", "withdrawn"),
        (3, "Newer words.", "pending"),
    ]
    assert editing.waiting_wording(comment).held_by == "discussion_held"


def test_an_edit_that_is_probably_spam_waits_for_a_moderator_like_others_and_says_so():
    Policy.objects.create(blocked_words="casino")
    comment = published()
    version = edit(comment, "Come to the casino.")
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Old words.", "approved")
    assert (version.status, version.is_probably_spam) == ("pending", True)
    assert editing.waiting_wording(comment) == version
    assert edit(comment, "Come to the theatre.").is_probably_spam is False


def test_of_wordings_from_before_those_taken_for_spam_wait_as_well():
    comment = published()
    number = editing.keep_wording(comment) + 1
    version = CommentVersion.objects.create(comment=comment, number=number, status="spam")
    migration = importlib.import_module("comments.migrations.0018_probable_spam")
    migration.let_wait(apps, None)
    assert editing.waiting_wording(comment) == version


def test_going_back_to_the_shown_words_takes_the_waiting_ones_back():
    comment = published()
    shown = comment.source
    Discussion.objects.update(mode="held")
    edit(comment, "Words that wait.")
    assert editing.waiting_wording(comment)
    edit(comment, shown)
    assert editing.waiting_wording(comment) is None


def test_a_moderators_approval_of_a_wording_brings_it_up_once():
    comment = published()
    Discussion.objects.update(mode="held")
    waiting, now = edit(comment), timezone.now()
    assert editing.decide_wording(waiting.pk, to=Status.APPROVED, by=None, now=now)
    assert not editing.decide_wording(waiting.pk, to=Status.REJECTED, by=None, now=now)
    comment.refresh_from_db()
    assert (comment.source, comment.text_version) == ("New words.", 2)
    assert editing.waiting_wording(comment) is None


def test_a_rejected_wording_leaves_the_comment_as_it_was():
    comment = published()
    Discussion.objects.update(mode="held")
    editing.decide_wording(edit(comment).pk, to=Status.REJECTED, by=None, now=timezone.now())
    comment.refresh_from_db()
    assert (comment.source, comment.status) == ("Old words.", "approved")
    assert wordings(comment)[-1] == (2, "New words.", "rejected")


def test_the_queue_shows_it_as_probable_spam_and_a_moderator_decides(client):
    Policy.objects.create(blocked_words="casino")
    comment = make_comment(source="Old words.")
    version = editing.edit_comment(comment, source="To the casino.", now=timezone.now())
    client.force_login(make_staff("Moderator"))
    queue = reverse("admin:comments_queue")
    assert "tab=reworded" in client.get(queue).content.decode()
    page = client.get(queue, {"tab": "reworded"}).content.decode()
    assert "probably spam" in page
    assert (
        "probably spam"
        in client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    )
    decide = reverse("admin:comments_comment_decide_wording", args=[version.pk])
    client.post(decide, {"to": "approved", "from": "queue"})
    comment.refresh_from_db()
    assert comment.source == "To the casino."

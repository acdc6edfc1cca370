"""A moderator's own hand: changed wordings, and answers that approve."""

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Batch, Comment, Decision, Policy
from comments.writing import editing

from ..make import make_comment
from .forms import seen, status_of

pytestmark = pytest.mark.django_db


def test_new_wordings_have_a_tab_and_are_decided_there(client, moderator):
    comment = make_comment(source="The old words.")
    queue = reverse("admin:comments_queue")
    assert "tab=reworded" not in client.get(queue).content.decode()
    Policy.objects.create(held_words="politics")
    version = editing.edit_comment(comment, source="The politics.", now=timezone.now())
    html = client.get(queue, {"tab": "reworded"}).content.decode()
    assert "<ins>" in html
    assert "A word that is reviewed" in html
    url = reverse("admin:comments_comment_decide_wording", args=[version.pk])
    fields = {"to": "approved", "from": "queue", "tab": "reworded"}
    answer = client.post(url, fields)
    assert answer.url == f"{queue}?tab=reworded"
    comment.refresh_from_db()
    assert comment.source == "The politics."
    assert (
        "New wording approved"
        in client.get(reverse("admin:comments_queue_actions")).content.decode()
    )


def test_readers_are_told_that_a_moderator_edited(client, moderator):
    comment = make_comment(source="Before")
    client.post(
        reverse("admin:comments_queue_edit", args=[comment.pk]),
        {"seen": seen(comment), "body": "After"},
    )
    article = comment.discussion.article.get_absolute_url()
    assert "edited by a moderator" in client.get(article).content.decode()


def test_an_edit_is_marked_logged_and_keeps_the_wording_before(client, moderator):
    comment = make_comment(status="pending", source="Before")
    url = reverse("admin:comments_queue_edit", args=[comment.pk])
    assert "Before" in client.get(url).content.decode()
    client.post(url, {"seen": seen(comment), "body": "*After*"})
    comment.refresh_from_db()
    assert comment.html == "<p><em>After</em></p>"
    assert comment.edited_at
    assert comment.status == "pending"
    assert list(comment.versions.order_by("number").values_list("source", "editor")) == [
        ("Before", None),
        ("*After*", moderator.pk),
    ]
    assert Decision.objects.get(action="edit").decided_by == moderator


def test_an_undone_edit_leaves_the_wording_and_its_mark_as_they_were(client, moderator):
    comment = make_comment(source="Before")
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    client.post(edit, {"seen": seen(comment), "body": "After"})
    undo = reverse("admin:comments_queue_action", args=[Batch.objects.get().pk])
    client.post(undo, {"op": "undo"})
    after = Comment.objects.get(pk=comment.pk)
    assert (after.source, after.html, after.text_version, after.edited_at) == (
        "Before",
        "<p>Before</p>",
        1,
        None,
    )
    assert Decision.objects.order_by("-pk").first().undoes.action == "edit"
    client.post(edit, {"seen": seen(comment), "body": "Once more"})
    after.refresh_from_db()
    assert after.source == "Once more"


def test_an_edit_is_not_undone_over_a_later_wording(client, moderator):
    comment = make_comment(source="Before")
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    client.post(edit, {"seen": seen(comment), "body": "After"})
    first = Batch.objects.get()
    client.post(edit, {"seen": seen(comment), "body": "Later"})
    client.post(reverse("admin:comments_queue_action", args=[first.pk]), {"op": "undo"})
    comment.refresh_from_db()
    assert comment.source == "Later"


def test_an_edit_of_what_changed_meanwhile_keeps_the_typed_words(client, moderator):
    comment = make_comment(status="pending")
    shown = seen(comment)
    comment.reject(by=None, now=timezone.now())
    url = reverse("admin:comments_queue_edit", args=[comment.pk])
    response = client.post(url, {"seen": shown, "body": "My careful words"})
    assert response.status_code == 422
    assert "My careful words" in response.content.decode()


def test_an_answer_approves_and_stands_below(client, moderator):
    Policy.objects.create(canned_replies="Thank you!\n\nPlease name your source.")
    comment = make_comment(status="pending")
    url = reverse("admin:comments_queue_answer", args=[comment.pk])
    assert "Please name your source." in client.get(url, {"ready": 2}).content.decode()
    client.post(url, {"seen": seen(comment), "body": "Welcome!"})
    assert status_of(comment) == "approved"
    answer = Comment.objects.get(in_reply_to=comment)
    assert (answer.status, answer.source, answer.commenter.user) == (
        "approved",
        "Welcome!",
        moderator,
    )


def test_an_answer_that_cannot_be_posted_approves_nothing(client, moderator):
    comment = make_comment(status="pending")
    Policy.objects.create(closes_after_days=1)
    url = reverse("admin:comments_queue_answer", args=[comment.pk])
    response = client.post(url, {"seen": seen(comment), "body": "Too late"})
    assert response.status_code == 422
    assert "Too late" in response.content.decode()
    assert status_of(comment) == "pending"


def test_an_edit_from_the_discussion_leads_back_there(client, moderator):
    comment = make_comment()
    edit = reverse("admin:comments_queue_edit", args=[comment.pk])
    assert 'name="from"' in client.get(edit, {"from": "discussion"}).content.decode()
    fields = {"seen": seen(comment), "body": "Kinder", "from": "discussion"}
    url = client.post(edit, fields).url
    assert url.endswith(f"/mine/?thread={comment.tree_id}#comment-{comment.pk}")
    assert "Kinder" in client.get(url).content.decode()

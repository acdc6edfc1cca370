"""Deciding in the queue: on one, on the ticked, on all that match, and only on what was seen."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban, Batch, Comment, Decision
from comments.moderation import batches
from comments.moderation.queue.choice import Choice
from tests.authors.make import make_user

from ..make import make_comment, make_commenter, make_staff
from .forms import SCRIPT, decide, seen, status_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("to", "status", "reason"),
    [("approved", "approved", ""), ("spam", "spam", ""), ("rejected:abuse", "rejected", "abuse")],
)
def test_a_button_decides_and_offers_its_undo(client, moderator, to, status, reason):
    comment = make_comment(status="pending")
    response = decide(client, comment, to)
    assert response.status_code == 302
    assert status_of(comment) == status
    decision = Decision.objects.get(decided_by=moderator)
    assert decision.reason == reason
    undo = reverse("admin:comments_queue_action", args=[decision.batch])
    assert undo in client.get(response.url).content.decode()
    client.post(undo, {"op": "undo"})
    assert status_of(comment) == "pending"


def test_the_script_gets_the_folded_entry_with_the_new_counts(client, moderator):
    comment = make_comment(status="pending")
    response = decide(client, comment, "approved", **SCRIPT)
    assert response.status_code == 200
    assert json.loads(response.context["counts"])["pending"] == 0
    undo = reverse("admin:comments_queue_action", args=[response.context["batch"]])
    response = client.post(undo, {"op": "undo", "entry": comment.pk}, **SCRIPT)
    assert f'data-entry="{comment.pk}" data-status="pending"' in response.content.decode()


@pytest.mark.parametrize("extra", [{}, SCRIPT])
def test_what_a_colleague_decided_meanwhile_is_told_instead_of_overruled(client, moderator, extra):
    comment = make_comment(status="pending")
    shown, kim = seen(comment), make_user(name="Kim the colleague")
    comment.reject(by=kim, now=timezone.now())
    logged = Decision.objects.count()
    response = decide(client, comment, "approved", shown=shown, **extra)
    page = response if extra else client.get(response.url)
    assert "Kim the colleague decided" in page.content.decode()
    assert status_of(comment) == "rejected"
    assert Decision.objects.count() == logged


def test_a_wording_that_nobody_saw_is_shown_instead_of_approved(client, moderator):
    comment = make_comment(status="pending")
    shown = seen(comment)
    Comment.objects.filter(pk=comment.pk).update(html="<p>Worse words.</p>", text_version=2)
    response = decide(client, comment, "approved", shown=shown, **SCRIPT)
    assert response.status_code == 409
    html = response.content.decode()
    assert "edited this comment" in html
    assert "Worse words." in html
    assert status_of(comment) == "pending"


@pytest.mark.parametrize("value", ["", "x", "1", "1 pending", "1 pending x", "9999 pending 1"])
def test_a_form_that_saw_nothing_is_not_found(client, moderator, value):
    comment = make_comment(status="pending")
    assert decide(client, comment, "approved", shown=value or "-").status_code == 404
    assert decide(client, comment, "withdrawn").status_code == 404
    assert decide(client, comment, "rejected:because").status_code == 404


def test_ticked_comments_are_decided_together_and_undone_together(client, moderator):
    comments = [make_comment(status="pending") for _ in range(3)]
    fields = {"chosen": [seen(each) for each in comments[:2]], "to": "spam", "scope": "chosen"}
    client.post(reverse("admin:comments_queue_decide_selected"), fields)
    assert [status_of(each) for each in comments] == ["spam", "spam", "pending"]
    batch = Batch.objects.get()
    assert batch.decided_count == 2
    client.post(reverse("admin:comments_queue_action", args=[batch.pk]), {"op": "undo"})
    assert [status_of(each) for each in comments] == ["pending"] * 3


def test_all_that_match_are_asked_about_first_and_later_ones_are_spared(client, moderator):
    comments = [make_comment(status="pending", source="buy this") for _ in range(3)]
    other = make_comment(status="pending", source="fine")
    url = reverse("admin:comments_queue_decide_selected")
    response = client.post(url, {"scope": "all", "q": "buy", "to": "spam"}, follow=True)
    assert response.context["count"] == 3
    assert not Decision.objects.filter(decided_by=moderator).exists()
    late = make_comment(status="pending", source="buy this too")
    fields = {"q": "buy", "to": "spam", "upto": response.context["upto"]}
    response = client.post(reverse("admin:comments_queue_decide_all"), fields, follow=True)
    assert "3 of 3 comments done" in response.content.decode()
    assert {status_of(each) for each in comments} == {"spam"}
    assert status_of(other) == status_of(late) == "pending"


def test_an_action_that_stopped_half_way_is_carried_on_by_its_button(
    client, moderator, monkeypatch
):
    monkeypatch.setattr("comments.moderation.decisions.BATCH", 2)
    monkeypatch.setattr("comments.moderation.batches.STEPS", 1)
    for _ in range(3):
        make_comment(status="pending")
    batch = batches.begin(Choice(), to="spam", by=moderator, now=timezone.now())
    url = reverse("admin:comments_queue_action", args=[batch.pk])
    html = client.get(url).content.decode()
    assert "0 of 3 comments done" in html
    assert "Carry on" in html
    client.post(url, {"op": "continue"})
    html = client.post(url, {"op": "continue"}, follow=True).content.decode()
    assert "3 of 3 comments done" in html
    assert "Carry on" not in html


def test_ban_and_remove_all_asks_names_and_does_both(client, moderator):
    spammer = make_commenter(name="Spam & Sons")
    comment = make_comment(commenter=spammer, status="pending")
    url = reverse("admin:comments_queue_decide_selected")
    response = client.post(url, {"scope": "chosen", "chosen": seen(comment), "to": "ban"})
    html = response.content.decode()
    assert "Spam &amp; Sons" in html
    assert not Ban.objects.exists()
    fields = {"tab": "all", "to": "spam", "is_ban": 1, "people": spammer.pk}
    fields |= {"upto": response.context["upto"], "because": "Sells pills."}
    client.post(reverse("admin:comments_queue_decide_all"), fields)
    assert set(spammer.comments.values_list("status", flat=True)) == {"spam"}
    made = Ban.objects.get()
    assert (made.commenter, made.reason) == (spammer, "Sells pills.")


def test_a_branch_is_approved_with_what_stands_above_it(client, moderator):
    root = make_comment()
    answer = make_comment(parent=root, status="pending")
    root.refresh_from_db()
    batches.decisions.decide([batches.Seen.of(root)], to="pending", now=timezone.now())
    page = client.get(reverse("admin:comments_queue_branch", args=[answer.pk]))
    waiting = page.context["waiting"]
    assert [each.pk for each in waiting] == [root.pk, answer.pk]
    fields = {"chosen": [seen(each) for each in (root, answer)], "to": "approved"}
    client.post(reverse("admin:comments_queue_decide_selected"), fields)
    assert status_of(root) == status_of(answer) == "approved"


def test_moderators_decide_where_the_discussion_is_read_and_nobody_else_sees_how(client, moderator):
    comment = make_comment()
    article = comment.discussion.article
    mine = reverse("comments:mine", args=[article.slug])
    assert 'class="comment-decide"' in client.get(mine).content.decode()
    assert "comment-decide" not in client.get(article.get_absolute_url()).content.decode()
    fields = {"seen": seen(comment), "to": "spam", "from": "discussion"}
    response = client.post(reverse("admin:comments_queue_decide_one"), fields)
    assert response.url == mine
    assert status_of(comment) == "spam"
    assert "1 comment: spam." in client.get(mine).content.decode()
    client.force_login(make_staff("Author"))
    assert "comment-decide" not in client.get(mine).content.decode()

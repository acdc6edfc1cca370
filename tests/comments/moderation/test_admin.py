"""Moderation in the stock admin: what may be done, by whom, and that trees cannot be touched."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from comments.models import Comment, Decision, Discussion
from comments.tree.checking import check

from ..make import make_comment, make_staff

pytestmark = pytest.mark.django_db

LIST = reverse("admin:comments_comment_changelist")


@pytest.fixture
def moderator(client):
    user = make_staff("Moderator")
    client.force_login(user)
    return user


def act(client, action, *comments):
    pks = [comment.pk for comment in comments]
    return client.post(LIST, {"action": action, "_selected_action": pks}, follow=True)


def decide(client, comment, to, **seen):
    url = reverse("admin:comments_comment_decide", args=[comment.pk])
    seen = {"status": comment.status, "text_version": comment.text_version} | seen
    return client.post(url, {"to": to} | seen, follow=True)


def test_the_list_says_why_each_comment_is_held(client, moderator):
    make_comment(status="pending", source="Please review me.")
    html = client.get(LIST).content.decode()
    assert "Please review me." in html
    assert "First comments of a person are reviewed · 0 of 1 approved" in html


@pytest.mark.parametrize(
    ("action", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("mark_as_spam", "spam")],
)
def test_an_action_decides_and_names_its_moderator_in_the_log(client, moderator, action, status):
    comments = [make_comment(status="pending") for _ in range(2)]
    act(client, action, *comments)
    for comment in comments:
        comment.refresh_from_db()
        assert comment.status == status
        assert check(comment.discussion) == []
    assert Decision.objects.filter(decided_by=moderator, to_status=status).count() == 2


def test_an_action_does_not_publish_words_that_came_after_the_list_was_shown(client, moderator):
    comment = make_comment(status="pending")
    shown = f"{comment.pk} {comment.status} {comment.text_version}"
    assert f'value="{shown}"' in client.get(LIST).content.decode()
    Comment.objects.filter(pk=comment.pk).update(source="Worse words.", text_version=2)
    fields = {"action": "approve", "_selected_action": [comment.pk], "seen": [shown]}
    html = client.post(LIST, fields, follow=True).content.decode()
    assert "left as it is" in html
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_a_comments_own_page_shows_it_as_readers_will_and_decides(client, moderator):
    comment = make_comment(status="pending", source="*emphasis* <script>")
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk]))
    html = page.content.decode()
    assert "<em>emphasis</em> &lt;script&gt;" in html
    decide(client, comment, "approved")
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_what_somebody_else_decided_meanwhile_is_shown_instead_of_overruled(client, moderator):
    comment = make_comment(status="pending")
    comment.reject(by=None, now=comment.posted_at)
    html = decide(client, comment, "approved", status="pending").content.decode()
    assert "Nothing was done" in html
    comment.refresh_from_db()
    assert comment.status == "rejected"


@pytest.mark.parametrize(
    "seen", [{"text_version": "x"}, {"text_version": "9" * 5000}, {"to": "withdrawn"}, {"to": ""}]
)
def test_a_decision_that_makes_no_sense_is_not_found(client, moderator, seen):
    comment = make_comment(status="pending")
    assert decide(client, comment, **{"to": "approved"} | seen).status_code == 404


@pytest.mark.parametrize("role", ["Author", None])
def test_others_can_neither_see_nor_decide(client, role):
    comment = make_comment(status="pending")
    if role:
        client.force_login(make_staff(role))
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    for url in (LIST, change):
        assert client.get(url).status_code in {302, 403}
    decide(client, comment, "approved")
    act(client, "approve", comment)
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_reading_changes_nothing(client, moderator):
    comment = make_comment(status="pending")
    url = reverse("admin:comments_comment_decide", args=[comment.pk])
    assert client.get(url, {"to": "approved"}).status_code == 405


def test_trees_and_texts_cannot_be_edited_added_or_deleted_by_form(client, moderator):
    client.force_login(get_user_model().objects.create_superuser("a@example.org", "x", name="A"))
    comment = make_comment(source="As written.")
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    fields = {"source": "changed", "lft": 9, "tree_id": 9, "parent": "", "status": "spam"}
    assert client.post(change, fields).status_code == 403
    assert client.get(reverse("admin:comments_comment_add")).status_code == 403
    delete = reverse("admin:comments_comment_delete", args=[comment.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    act(client, "delete_selected", comment)
    after = Comment.objects.get()
    assert (after.source, after.lft, after.status) == ("As written.", 1, "approved")


def test_changing_a_discussions_mode_leaves_its_tallies_alone(client, moderator):
    comment = make_comment()
    discussion = comment.discussion
    url = reverse("admin:comments_discussion_change", args=[discussion.pk])
    client.post(url, {"mode": "closed", "approved_count": 99})
    discussion = Discussion.objects.get()
    assert discussion.mode == "closed"
    assert check(discussion) == []


def test_the_log_is_there_to_be_read_alone(client):
    client.force_login(get_user_model().objects.create_superuser("a@example.org", "x", name="A"))
    make_comment(status="pending")
    decision = Decision.objects.first()
    change = reverse("admin:comments_decision_change", args=[decision.pk])
    assert client.get(reverse("admin:comments_decision_changelist")).status_code == 200
    assert client.get(change).status_code == 200
    assert client.post(change, {"note": "x"}).status_code == 403
    assert client.get(reverse("admin:comments_decision_add")).status_code == 403


def test_the_policy_is_one_row_that_opens_by_itself(client):
    client.force_login(get_user_model().objects.create_superuser("a@example.org", "x", name="A"))
    response = client.get(reverse("admin:comments_policy_changelist"), follow=True)
    assert response.status_code == 200
    assert "review the first comments" in response.content.decode().lower()


def test_the_list_costs_the_same_queries_whatever_its_length(
    client, moderator, django_assert_max_num_queries
):
    for _ in range(12):
        make_comment(status="pending")
    with django_assert_max_num_queries(14):
        client.get(LIST)

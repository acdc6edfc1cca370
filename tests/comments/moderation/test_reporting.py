"""Readers' reports: once a person, limited, held again at the third, and nobody learns who."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban, Comment, Decision, Policy, Report
from comments.moderation import reporting
from comments.moderation.settling import settle_reports
from comments.tree.checking import check

from ..make import make_comment, make_commenter
from ..visits import mine_url

pytestmark = pytest.mark.django_db


def url(comment):
    return reverse("comments:report", args=[comment.pk])


def report(comment, reporter=None, **fields):
    fields = {"reason": "abuse", "now": timezone.now()} | fields
    reporter = reporter or make_commenter(trusted=False)
    return reporting.report(comment=comment, reporter=reporter, **fields)


def make_moderator():
    return get_user_model().objects.create_superuser("m@example.org", "x", name="M")


def send(client, comment, **fields):
    return client.post(url(comment), {"reason": "spam", "words": ""} | fields)


def test_a_reader_reports_on_a_page_of_its_own():
    comment, client = make_comment(source="Buy this."), Client()
    html = client.get(url(comment)).content.decode()
    assert "Buy this." in html
    assert not Report.objects.exists()
    response = send(client, comment, reason="other", words="Look at the name.")
    assert "Thank you" in response.content.decode()
    made = Report.objects.get()
    assert (made.comment, made.reason, made.words) == (comment, "other", "Look at the name.")
    assert response["Cache-Control"].startswith("max-age=0")


def test_the_page_is_linked_below_shown_comments_of_others(client):
    comment = make_comment()
    html = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert url(comment) in html


def test_a_form_opens_in_place_and_is_thanked_for_there(client):
    comment, htmx = make_comment(), {"HX-Request": "true"}
    html = client.get(url(comment), headers=htmx).content.decode()
    assert html.lstrip().startswith("<form")
    html = client.post(url(comment), {"reason": "spam"}, headers=htmx).content.decode()
    assert html.lstrip().startswith("<p")


def test_a_reason_is_needed_and_the_words_stay(client):
    comment = make_comment()
    response = send(client, comment, reason="", words="My words.")
    assert response.status_code == 422
    assert "My words." in response.content.decode()
    assert not Report.objects.exists()


def test_once_a_person():
    comment, client = make_comment(), Client()
    client.get(url(comment))
    for _ in range(2):
        assert send(client, comment).status_code == 200
    assert Report.objects.count() == 1
    assert "you have reported" in client.get(url(comment)).content.decode()


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_what_is_not_shown_cannot_be_reported(client, status):
    comment = make_comment(status=status)
    assert client.get(url(comment)).status_code == 404
    assert send(client, comment).status_code == 404
    with pytest.raises(reporting.NothingToReport):
        report(comment)


def test_nobody_reports_their_own():
    ana = make_commenter()
    with pytest.raises(reporting.OwnComment):
        report(make_comment(commenter=ana), ana)


def test_a_person_reports_ten_in_an_hour_at_the_most(client):
    ana = make_commenter()
    for _ in range(reporting.MAX_BY_REPORTER):
        report(make_comment(), ana)
    with pytest.raises(reporting.TooManyReports):
        report(make_comment(), ana)
    report(make_comment(), ana, now=timezone.now() + reporting.WINDOW + timedelta(minutes=1))


def test_a_network_is_limited_too(client, monkeypatch):
    monkeypatch.setattr(reporting, "MAX_BY_NETWORK", 2)
    statuses = [send(Client(), make_comment()).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert Report.objects.count() == 2


def test_the_banned_cannot_report():
    ana = make_commenter()
    Ban.objects.create(commenter=ana)
    with pytest.raises(reporting.Banned):
        report(make_comment(), ana)


def test_three_reports_hold_a_comment_again_with_the_reason():
    comment = make_comment()
    for count in range(3):
        comment.refresh_from_db()
        assert comment.status == "approved", count
        report(comment)
    comment.refresh_from_db()
    assert (comment.status, comment.held_by, comment.held_match) == (
        "pending", "reported", "3 of 3",
    )  # fmt: skip
    assert Decision.objects.latest("pk").rule == "reported"
    assert check(comment.discussion) == []


def test_the_policy_says_how_many_and_whether_they_are_only_flagged():
    policy, comment = Policy.objects.create(reports_to_act_on=1, reports_hold=False), make_comment()
    report(comment)
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert list(Comment.objects.reported()) == [comment]
    policy.reports_hold = True
    policy.save()
    report(comment)
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_an_approval_settles_them_and_later_ones_only_flag():
    comment, moderator = make_comment(), make_moderator()
    for _ in range(3):
        report(comment)
    comment.refresh_from_db()
    comment.approve(by=moderator, now=timezone.now())
    assert not Report.objects.open().exists()
    assert set(Report.objects.values_list("settled_by", flat=True)) == {moderator.pk}
    for _ in range(4):
        report(comment)
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert list(Comment.objects.reported()) == [comment]


def test_leaving_a_comment_as_it_is_answers_its_reports_too():
    comment, moderator = make_comment(), make_moderator()
    report(comment)
    assert settle_reports([comment.pk], by=moderator, now=timezone.now()) == 1
    assert not Comment.objects.reported().exists()
    for _ in range(4):
        report(comment)
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_the_writer_does_not_learn_who_reported_or_that_somebody_did(client):
    client.post(
        reverse("comments:reply", args=[make_comment().discussion.article.slug]),
        {"name": "Ana", "body": "What I said."},
    )
    comment = Comment.objects.latest("pk")
    comment.approve(by=None, now=timezone.now())
    for _ in range(3):
        report(comment, make_commenter(name="Snitch", trusted=False), words="Awful.")
    html = client.get(mine_url(comment.discussion.article)).content.decode()
    assert "What I said." in html
    assert "Waiting for approval" in html
    for word in ("Snitch", "Awful.", "reported"):
        assert word not in html


def test_moderators_find_and_answer_reports_in_the_admin(client):
    comment = make_comment(source="Reported words.")
    report(comment, words="See the name.")
    client.force_login(make_moderator())
    changelist = reverse("admin:comments_report_changelist")
    html = client.get(changelist, {"answered": "no"}).content.decode()
    assert "Reported words." in html
    assert "See the name." in html
    client.post(changelist, {"action": "settle", "_selected_action": [Report.objects.get().pk]})
    assert not Report.objects.open().exists()

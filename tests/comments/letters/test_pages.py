"""A guest's way: hearing what became of a comment, the page of one's own, following by confirmation."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.letters import links
from comments.models import Comment
from comments.people.identity import COOKIE
from tests.authors.make import make_user

from ..make import let_time_pass, make_comment, make_staff
from ..visits import post
from .make import follow_article, link_in, make_reader

pytestmark = pytest.mark.django_db
ANA = "ana@example.org"
CHOICE = {"scope": "article", "rhythm": "daily", "email": ANA}


@pytest.fixture
def told(client, article):
    """A guest's held comment, whose writer asked to be told."""
    post(client, article, email=ANA, tell="on")
    return Comment.objects.get()


def decide(comment, run_tasks, **options) -> list:
    if options:
        comment.reject(by=make_user(), now=timezone.now(), **options)
    else:
        comment.approve(by=make_user(), now=timezone.now())
    run_tasks()
    return mail.outbox


def test_guest_is_told_of_an_approval_without_the_text(told, run_tasks):
    [letter] = decide(told, run_tasks)
    assert letter.to == [ANA]
    assert "is published" in letter.subject
    assert "What I have to say" not in letter.body
    assert "What I have to say" not in letter.alternatives[0].content


def test_guest_is_told_of_a_rejection_with_its_reason_once(told, run_tasks):
    decide(told, run_tasks, reason="off_topic", note="rude man")
    [letter] = decide(told, run_tasks)
    assert "off topic" in letter.body
    assert "rude man" not in letter.body
    assert "Ana" not in letter.body  # the name is a part of what is not published


def test_writer_of_spam_and_who_did_not_ask_are_told_nothing(told, article, client, run_tasks):
    told.mark_as_spam(by=make_user(), now=timezone.now())
    other = make_comment(article=article, status="pending", email="other@example.org")
    assert decide(other, run_tasks) == []


def test_member_who_ticks_is_told_at_the_accounts_address_with_their_own_page(
    client, article, run_tasks
):
    user = make_user(email="mo@example.org", name="Mo")
    client.force_login(user)
    form = client.get(f"/articles/{article.slug}/reply/").content.decode()
    assert 'name="tell"' in form
    assert 'name="email"' not in form
    post(client, article, tell="on")
    let_time_pass()
    post(client, article, body="Without a tick, and an hour later.")
    [letter] = decide(Comment.objects.get(is_to_be_told=True), run_tasks)
    assert letter.to == ["mo@example.org"]
    assert "If it was not you" not in letter.body
    page = type(client)().get(link_in(letter, "/me/")).content.decode()
    assert "What I have to say." in page


def test_member_whose_account_ended_is_told_nothing(client, article, run_tasks):
    user = make_user(email="mo@example.org")
    client.force_login(user)
    post(client, article, tell="on")
    comment = Comment.objects.get()
    comment.reject(by=make_user(), now=timezone.now(), reason="off_topic")
    user.is_active = False
    user.save()
    run_tasks()
    assert not mail.outbox


def test_who_decides_themselves_is_not_asked_whether_to_be_told(client, article):
    client.force_login(make_staff("Moderator"))
    assert 'name="tell"' not in client.get(f"/articles/{article.slug}/reply/").content.decode()


def test_tick_without_an_address_gives_the_text_back(client, article):
    response = post(client, article, tell="on")
    assert response.status_code == 422
    assert b"What I have to say." in response.content


def test_no_more_than_a_few_such_letters_go_to_one_typed_address(article):
    rows = [make_comment(article=article, status="pending", email=ANA) for _ in range(5)]
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(is_to_be_told=True)
    sixth = make_comment(
        article=article, status="pending", email="ANA@example.org", is_to_be_told=True
    )
    assert not sixth.is_to_be_told


def test_link_of_the_letter_verifies_the_address_only_when_pressed(told, run_tasks, client):
    [letter] = decide(told, run_tasks)
    link = link_in(letter, "/me/comment/")
    stranger = type(client)()
    assert stranger.get(link).status_code == 200
    told.commenter.refresh_from_db()
    assert told.commenter.verified_email is None
    mine = stranger.post(link, follow=True)
    told.commenter.refresh_from_db()
    assert told.commenter.verified_email == ANA
    assert b"What I have to say." in mine.content
    assert mine["Referrer-Policy"] == "same-origin"
    assert "noindex" in mine["X-Robots-Tag"]
    assert "no-store" in mine["Cache-Control"]


def test_owner_of_the_address_can_say_that_it_was_not_them(told, run_tasks, client):
    [letter] = decide(told, run_tasks)
    link = link_in(letter, "/me/comment/")
    assert b"was taken from" in client.post(link, {"no": "1"}).content
    told.refresh_from_db()
    assert told.email == ""
    assert client.get(link).status_code == 404


def test_verified_address_brings_two_browsers_together(told, run_tasks, client):
    known = make_reader(address=ANA)
    [letter] = decide(told, run_tasks)
    client.post(link_in(letter, "/me/comment/"))
    told.refresh_from_db()
    assert told.commenter == known


def test_held_comment_leads_to_the_own_page_by_cookie(told, article, client):
    assert b'href="/me/"' in client.get(f"/articles/{article.slug}/mine/").content
    page = client.get("/me/").content.decode()
    assert 'data-state="pending"' in page
    assert "What I have to say." in page
    assert "What I have to say." not in type(client)().get("/me/").content.decode()


def test_spam_looks_to_its_writer_like_waiting(told, client):
    told.mark_as_spam(by=make_user(), now=timezone.now())
    assert 'data-state="pending"' in client.get("/me/").content.decode()


def test_second_device_withdraws_by_the_link_alone(client, article):
    bo = make_reader()
    comment = make_comment(article=article, commenter=bo, status="pending")
    link = links.my_page(bo).removeprefix("http://127.0.0.1:8000")
    assert client.get(link).status_code == 200
    assert COOKIE not in client.cookies
    response = client.post(link, {"comment": comment.pk, "do": "withdraw"})
    assert response.url == f"/comments/{comment.pk}/withdraw/"
    client.post(response.url)
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


def test_own_page_does_nothing_to_what_is_not_ones_own(client, article):
    bo, cy = make_reader(), make_reader()
    comment, follow = make_comment(article=article, commenter=cy), follow_article(cy, article)
    link = links.my_page(bo)
    assert client.post(link, {"comment": comment.pk, "do": "withdraw"}).status_code == 404
    assert client.post(link, {"follow": follow.pk, "stop": "1"}).status_code == 404
    assert client.post(link, {"follow": "x"}).status_code == 404
    assert cy.follows.exists()


def test_rhythm_is_changed_and_following_ended_on_the_own_page(client, article):
    bo = make_reader()
    follow, link = follow_article(bo, article), links.my_page(bo)
    client.post(link, {"follow": follow.pk, "rhythm": "weekly"})
    follow.refresh_from_db()
    assert follow.rhythm == "weekly"
    client.post(link, {"follow": follow.pk, "stop": "1"})
    assert not bo.follows.exists()


@pytest.mark.parametrize("purpose", ["me", "me/confirm", "me/comment", "me/stop"])
def test_guessed_foreign_and_old_links_open_nothing(client, article, purpose, monkeypatch):
    bo = make_reader()
    foreign = links.my_page(bo) if purpose != "me" else links.stop(bo, "digest")
    token = foreign.rstrip("/").rpartition("/")[2]
    for guess in (token, token[:-1], "1", "1:a:b"):
        assert client.get(f"/{purpose}/{guess}/").status_code == 404
        assert client.post(f"/{purpose}/{guess}/").status_code == 404


def test_own_link_ends_after_its_time(client, monkeypatch):
    bo = make_reader()
    link = links.my_page(bo)
    monkeypatch.setitem(links._LIFETIMES, "me", timedelta(seconds=-1))
    assert client.get(link).status_code == 404


def test_link_is_renewed_by_mail_and_the_answer_tells_nothing(client, run_tasks):
    make_reader(address=ANA)
    known = client.post("/me/link/", {"email": "ANA@example.org"})
    unknown = client.post("/me/link/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    run_tasks()
    [letter] = mail.outbox
    assert client.get(link_in(letter, "/me/")).status_code == 200


def test_letters_an_hour_are_bounded_by_address_and_network(client, run_tasks):
    make_reader(address=ANA)
    answers = [client.post("/me/link/", {"email": ANA}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    more = [client.post("/me/link/", {"email": f"a{n}@b.org"}).status_code for n in range(8)]
    assert more == [303] * 7 + [429]

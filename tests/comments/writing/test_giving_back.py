"""Nothing typed is lost: every dead end gives back what was sent, as a page and in place."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Discussion

from ..make import make_article, make_comment
from ..visits import post, reply_url
from .test_editing import guest_with_comment, url

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
SENT = {"name": "Nora", "email": "n@x.example", "body": "Hours of work.", "submission_key": "key"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_whose_token_is_gone_comes_back_whole_with_a_new_one(headers):
    strict, root = Client(enforce_csrf_checks=True), make_comment(name="Ben")
    address = reply_url(root.discussion.article)
    response = strict.post(address, SENT | {"parent": root.pk}, headers=headers)
    html = response.content.decode()
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    for kept in (*SENT.values(), f'value="{root.pk}"', "In reply to <bdi>Ben", "data-resend"):
        assert kept in html
    assert Comment.objects.count() == 1
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    again = strict.post(address, SENT | {"parent": root.pk, "csrfmiddlewaretoken": token})
    assert again.status_code == 303
    assert Comment.objects.filter(source="Hours of work.", in_reply_to=root).count() == 1


@pytest.mark.parametrize("has_cookie", [False, True])
def test_who_refuses_cookies_is_told_that_sending_takes_one(has_cookie):
    browser, own = guest_with_comment(approved=True)
    comment, strict = make_comment(), Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    for address, sent in (
        (reply_url(comment.discussion.article), SENT),
        (url("react", comment), {"kind": "love"}),
        (url("report", comment), {"reason": "other"}),
        (url("edit", own), {"body": "Better words."}),
        (url("withdraw", own), {}),
    ):
        strict.cookies.pop("csrf", None)
        if has_cookie:
            strict.get(reply_url(comment.discussion.article))
        response = strict.post(address, sent)
        assert response.status_code == 403
        assert ("Allow this site its cookies" in response.content.decode()) != has_cookie, address


def test_what_a_guest_wrote_is_not_sent_by_itself_as_a_members():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(get_user_model().objects.create_user("mia@example.org", "x", name="Mia"))
    html = strict.post(reply_url(make_article()), SENT).content.decode()
    assert "it will be posted as <bdi>Mia</bdi>" in html
    assert "Hours of work." in html
    assert "data-resend" not in html


def test_an_edit_whose_token_is_gone_comes_back(client):
    browser, comment = guest_with_comment()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    response = strict.post(url("edit", comment), {"body": "Better words."})
    assert response.status_code == 403
    assert "Better words." in response.content.decode()
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(url("edit", comment), {"body": "Better words."}).status_code == 404


def test_without_an_article_a_form_without_a_token_still_comes_back():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reply_url(make_article(status="archived")), SENT)
    assert response.status_code == 404
    assert "Hours of work." in response.content.decode()


def test_a_thread_closed_meanwhile_offers_a_new_one(client):
    root = make_comment()
    root.discussion.threads.update(is_closed=True)
    response = post(client, root.discussion.article, body="My answer.", parent=root.pk)
    html = response.content.decode()
    assert response.status_code == 403
    assert "thread is closed" in html
    assert "My answer." in html
    assert re.search(r'name="parent"(?! value)', html)


def test_who_would_answer_in_a_closed_thread_is_not_told_that_the_discussion_is_closed(client):
    root = make_comment()
    root.discussion.threads.update(is_closed=True)
    response = client.get(f"{reply_url(root.discussion.article)}?parent={root.pk}")
    html = response.content.decode()
    assert response.status_code == 403
    assert "This thread is closed" in html
    assert "This discussion is closed" not in html


def test_errors_keep_saying_what_is_answered(client):
    root = make_comment(name="Ben")
    html = post(client, root.discussion.article, body="", parent=root.pk).content.decode()
    assert "In reply to <bdi>Ben" in html


@pytest.mark.parametrize("asked", ["get", "post"])
def test_in_place_a_dead_end_is_words_and_no_page(client, asked):
    article = make_comment().discussion.article
    if asked == "get":
        Discussion.objects.update(mode="closed")
        response = client.get(reply_url(article), headers=HTMX)
    else:
        type(article).objects.update(status="archived")
        response = client.post(reply_url(article), SENT, headers=HTMX)
        assert (response["HX-Retarget"], response["HX-Reswap"]) == ("this", "afterbegin")
    assert response.status_code in (403, 404)
    html = response.content.decode()
    assert "<html" not in html
    assert 'role="alert"' in html


def test_the_form_links_to_the_page_on_privacy(client):
    html = client.get(reply_url(make_article())).content.decode()
    assert 'href="/pages/privacy/">What happens to it</a>' in html


def test_a_reaction_a_report_and_a_withdrawal_without_their_token_are_asked_for_once_more():
    browser, own = guest_with_comment(approved=True)
    comment, strict = make_comment(), Client(enforce_csrf_checks=True)
    slug = comment.discussion.article.slug
    strict.cookies = browser.cookies
    for name, args, sent, kept in (
        ("react", [comment.pk], {"kind": "love"}, "Please choose again."),
        ("react_to_article", [slug], {"kind": "love"}, "Please choose again."),
        ("report", [comment.pk], {"reason": "other", "words": "It is sold here."}, "It is sold"),
        ("withdraw", [own.pk], {}, "confirmed once more"),
    ):
        address = reverse(f"comments:{name}", args=args)
        response = strict.post(address, sent)
        html = response.content.decode()
        assert (response.status_code, kept in html) == (403, True), name
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
        assert strict.post(address, sent | {"csrfmiddlewaretoken": token}).status_code < 400
    own.refresh_from_db()
    assert own.status == "withdrawn"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("?order=hottest", "order=hottest&posted="),
        ("?order=oldest&show=all&after=3", "order=oldest&show=all&posted="),
        ("?order=unheard-of&show=none", "?posted="),
        ("[?order=oldest#[?order=hottest", "order=oldest&posted="),
        ("", "?posted="),
    ],
)
def test_what_is_sent_in_place_keeps_the_order_in_which_one_reads(address, kept):
    browser, comment = guest_with_comment(approved=True)
    article = comment.discussion.article
    headers = HTMX | {"HX-Current-URL": f"http://testserver{article.get_absolute_url()}{address}"}
    edited = browser.post(url("edit", comment), {"body": "Better."}, headers=headers)
    assert edited.status_code == 303
    assert kept in edited.url
    assert browser.get(edited.url, headers=HTMX).status_code == 200

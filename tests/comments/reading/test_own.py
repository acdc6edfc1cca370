"""A writer finds their own held answers wherever the page would leave them out; nobody else does."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.people import identity
from comments.reading import thread_views

from ..make import make_article, make_comment
from ..visits import mine_url, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy():
    """A thread with more answers than a page shows at first."""
    root = make_comment()
    for _ in range(thread_views.REPLIES_AT_FIRST + 2):
        make_comment(parent=root)
    return root


def answer(client, root, words="My held answer."):
    return post(client, root.discussion.article, parent=root.pk, body=words)


def ids(html):
    return re.findall(r'id="(comment-\d+)"', html)


@pytest.mark.parametrize("after_posting", [True, False])
def test_a_held_answer_behind_show_more_is_found(client, busy, after_posting):
    response = answer(client, busy)
    article = busy.discussion.article
    html = client.get(response["Location"] if after_posting else mine_url(article)).content.decode()
    assert html.count("My held answer.") == 1
    assert "Waiting for approval" in html
    assert "Further down in this thread, by you" in html
    assert len(ids(html)) == len(set(ids(html)))
    for url in (mine_url(article), article.get_absolute_url()):
        assert "My held answer." not in Client().get(url).content.decode()


def test_nothing_leads_a_writer_to_a_permalink_that_is_not_there_yet(client, busy):
    answer(client, busy)
    held = Comment.objects.get(status="pending")
    html = client.get(mine_url(busy.discussion.article)).content.decode()
    assert held.get_absolute_url() not in html
    held.approve(by=None, now=timezone.now())
    html = client.get(mine_url(busy.discussion.article)).content.decode()
    assert held.get_absolute_url() in html


def test_without_script_a_link_leads_to_the_own_view(client, busy):
    article = busy.discussion.article
    link = rf'<noscript>.*?href="{mine_url(article)}".*?</noscript>'
    assert re.search(link, client.get(article.get_absolute_url()).content.decode())
    answer(client, busy)
    assert not re.search(link, client.get(mine_url(article)).content.decode())


def test_the_link_to_further_answers_goes_on_where_the_page_left_off(client, busy):
    answer(client, busy)
    html = client.get(mine_url(busy.discussion.article)).content.decode()
    shown = Comment.objects.order_by("lft")[thread_views.REPLIES_AT_FIRST].pk
    assert f"replies/?after={shown}" in html
    assert "Show 2 more replies" in html


def test_a_held_answer_in_a_thread_of_another_page_is_found(client, busy, monkeypatch):
    monkeypatch.setattr(thread_views, "THREADS_A_PAGE", 1)
    article = busy.discussion.article
    make_comment(article=article)
    answer(client, busy)
    html = client.get(mine_url(article)).content.decode()
    assert html.count("My held answer.") == 1
    assert len(ids(html)) == len(set(ids(html)))


def test_in_its_own_thread_a_held_answer_beyond_the_page_is_found(client, busy, monkeypatch):
    monkeypatch.setattr(thread_views, "REPLIES_A_PAGE", 5)
    answer(client, busy)
    address = f"{mine_url(busy.discussion.article)}?thread={busy.tree_id}"
    assert client.get(address).content.decode().count("My held answer.") == 1


def test_once_it_is_decided_it_is_where_everybody_sees_it(client, busy):
    answer(client, busy)
    held = Comment.objects.get(source="My held answer.")
    held.approve(by=None, now=held.posted_at)
    html = client.get(mine_url(busy.discussion.article)).content.decode()
    assert "My held answer." not in html
    address = reverse("comments:comment_replies", args=[busy.pk])
    assert "My held answer." in client.get(address).content.decode()


def test_nobody_is_shown_what_is_not_theirs(client, busy):
    answer(client, busy)
    held = Comment.objects.get(source="My held answer.")
    stranger = Client()
    post(stranger, make_article(), body="Something else.")
    address = f"{mine_url(busy.discussion.article)}?posted={held.pk}"
    assert stranger.get(address).status_code == 404


def test_the_own_view_costs_no_more_with_more_own_answers(
    client, busy, django_assert_max_num_queries
):
    for number in range(12):
        comment = make_comment(parent=busy, status="pending", source=f"Mine {number}.")
        if not number:
            first = comment
        Comment.objects.filter(pk=comment.pk).update(commenter=first.commenter)
    client.cookies[identity.COOKIE] = signing.dumps(first.commenter.token, salt=identity.SALT)
    with django_assert_max_num_queries(20):
        html = client.get(mine_url(busy.discussion.article)).content.decode()
    assert html.count("Mine ") == 12

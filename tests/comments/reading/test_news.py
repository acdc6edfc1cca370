"""What readers are told while they read: few bytes, nothing that is not shown, and each in its place."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.reading import news

from ..make import make_article, make_comment, make_commenter
from .test_orderings import plan_of

pytestmark = pytest.mark.django_db

EARLIER = timedelta(minutes=5)


def ask(client, article, since=0, **options):
    return client.get(reverse("comments:news", args=[article.slug]), {"since": since}, **options)


def shown(client, article, since=0):
    return client.get(reverse("comments:new_comments", args=[article.slug]), {"since": since})


def since_on(client, article) -> str:
    html = client.get(article.get_absolute_url()).content.decode()
    return re.search(r'data-news-since="(\d+)"', html)[1]


def numbers(response) -> list[int]:
    return [comment["id"] for comment in response.json()["comments"]]


def test_a_page_asks_for_what_became_visible_after_it_was_made(client):
    root = make_comment(now=timezone.now() - EARLIER)
    article = root.discussion.article
    since = since_on(client, article)
    assert numbers(ask(client, article, since)) == []
    answer, thread = make_comment(parent=root), make_comment(article=article)
    told = ask(client, article, since).json()["comments"]
    assert [(each["id"], each["thread"], each["starts"]) for each in told] == [
        (answer.pk, root.tree_id, False),
        (thread.pk, thread.tree_id, True),
    ]


def test_a_first_comment_is_news_too(client):
    article = make_article()
    since = since_on(client, article)
    assert numbers(ask(client, article, since)) == []
    first = make_comment(article=article)
    assert numbers(ask(client, article, since)) == [first.pk]


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_what_is_not_approved_is_no_news(client, status):
    root = make_comment(now=timezone.now() - EARLIER)
    article = root.discussion.article
    since = since_on(client, article)
    make_comment(parent=root, status=status, source="secretword")
    assert numbers(ask(client, article, since)) == []
    assert "secretword" not in shown(client, article, since).content.decode()
    make_comment(parent=root, source="An open word.")
    html = shown(client, article, since).content.decode()
    assert "An open word." in html
    assert "secretword" not in html


def test_news_that_did_not_change_is_304_after_one_query(client, django_assert_num_queries):
    article = make_comment().discussion.article
    etag = ask(client, article)["ETag"]
    with django_assert_num_queries(1):
        assert ask(client, article, headers={"If-None-Match": etag}).status_code == 304
    make_comment(article=article)
    assert ask(client, article, headers={"If-None-Match": etag}).status_code == 200


def test_without_news_asking_costs_one_query(client, django_assert_num_queries):
    article = make_comment().discussion.article
    since = since_on(client, article)
    with django_assert_num_queries(1):
        ask(client, article, since)
    with django_assert_num_queries(1):
        assert shown(client, article, since).status_code == 204


def test_new_comments_say_what_they_come_after(client, django_assert_max_num_queries):
    root = make_comment(now=timezone.now() - EARLIER)
    first = make_comment(parent=root, now=timezone.now() - EARLIER)
    last = make_comment(parent=root, now=timezone.now() - EARLIER)
    article = root.discussion.article
    since = since_on(client, article)
    below = make_comment(parent=first)
    at_the_end = make_comment(parent=root)
    thread = make_comment(article=article)
    with django_assert_max_num_queries(8):
        html = shown(client, article, since).content.decode()
    places = re.findall(r'data-comes-after="(\d*)">\s*<article id="comment-(\d+)"', html)
    assert {int(pk): above for above, pk in places} == {
        below.pk: str(first.pk),
        at_the_end.pk: str(last.pk),
        thread.pk: "",
    }
    assert re.findall(r'data-thread="(\d+)"[^>]* data-starts', html) == [str(thread.tree_id)]
    latest = re.search(r'data-news-since="(\d+)"', html)[1]
    assert numbers(ask(client, article, latest)) == []


def test_more_news_than_are_told_at_once_are_told_one_after_the_other(client, monkeypatch):
    monkeypatch.setattr(news, "NEWS_AT_MOST", 2)
    article = make_article()
    pks = [make_comment(article=article).pk for _ in range(3)]
    assert numbers(ask(client, article)) == pks[:2]
    html = shown(client, article).content.decode()
    rest = ask(client, article, re.search(r'data-news-since="(\d+)"', html)[1])
    assert numbers(rest) == pks[2:]


@pytest.mark.parametrize("since", ["", "abc", "-1", "9" * 18, "9" * 30])
def test_a_moment_that_there_is_not_is_not_found(client, since):
    article = make_comment().discussion.article
    assert ask(client, article, since).status_code == 404
    assert shown(client, article, since).status_code == 404


def test_news_of_a_hidden_article_is_not_found(client):
    article = make_comment().discussion.article
    article.status = "draft"
    article.save()
    assert ask(client, article).status_code == 404
    assert shown(client, article).status_code == 404


def test_news_is_the_same_for_everybody_and_sets_no_cookie(client, admin_client):
    article = make_comment().discussion.article
    answers = [ask(each, article) for each in (client, admin_client)]
    assert answers[0].content == answers[1].content
    assert not answers[0].cookies
    assert shown(client, article).content == shown(admin_client, article).content


def test_one_writer_is_told_from_another_by_more_than_a_name(client):
    article, ana = make_article(), make_commenter(name="Ana")
    for commenter in (ana, ana, make_commenter(name="Ana")):
        make_comment(article=article, commenter=commenter, name="Ana")
    by = [each["by"] for each in ask(client, article).json()["comments"]]
    assert by[0] == by[1] != by[2]
    assert str(ana.pk) not in by


def test_an_index_serves_the_news():
    comment = make_comment()
    plan = plan_of(news.fresh(comment.discussion, comment.visible_at)[:50])
    assert "comment_latest_in_discussion" in plan

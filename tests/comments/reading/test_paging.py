"""Which threads and answers a page holds: the owner's order, all at once, and pages that stay."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from comments.models import Comment, Policy, Thread
from comments.reading import thread_views

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db


# --- The owner's order, and the reader's


def roots_in(html):
    return [int(pk) for pk in re.findall(r'data-thread="(\d+)"', html)]


def test_the_owner_chooses_the_order_of_the_bare_address(client):
    article = make_article()
    first, second = make_comment(article=article), make_comment(article=article)
    newest = [second.tree_id, first.tree_id]
    url = article.get_absolute_url()
    assert roots_in(client.get(url).content.decode()) == newest
    Policy.objects.create(default_order="oldest")
    html = client.get(url).content.decode()
    assert roots_in(html) == newest[::-1]
    assert re.search(r'\?order=oldest#discussion" aria-current="true"', html)
    chosen = client.get(f"{url}?order=newest").content.decode()
    assert roots_in(chosen) == newest
    for page in (html, chosen):
        assert f'rel="canonical" href="http://127.0.0.1:8000{url}"' in page


def test_the_database_refuses_an_order_that_there_is_not():
    with pytest.raises(IntegrityError):
        Policy.objects.create(default_order="best")


def test_the_order_is_chosen_in_the_admin(admin_client):
    html = admin_client.get(reverse("admin:comments_policy_changelist"), follow=True)
    assert 'name="default_order"' in html.content.decode()


# --- All at once


def long_discussion():
    article, ana = make_article(), make_commenter()
    for _ in range(22):
        root = make_comment(article=article, commenter=ana)
    for _ in range(13):
        make_comment(parent=root, commenter=ana)
    return article


def test_all_comments_are_offered_and_shown_at_once(client, django_assert_max_num_queries):
    article = long_discussion()
    url = article.get_absolute_url()
    link = re.search(r'href="(\?order=\w+&amp;show=all)#threads"', client.get(url).content.decode())
    with django_assert_max_num_queries(12):
        html = client.get(url + link[1].replace("&amp;", "&")).content.decode()
    assert html.count("data-comment ") == 35
    assert "data-more=" not in html
    assert "show=all#threads" not in html
    assert "?order=oldest&amp;show=all#discussion" in html
    assert roots_in(html) == sorted(roots_in(html), reverse=True)


def test_what_a_page_shows_whole_offers_no_more(client):
    assert (
        "show=all"
        not in client.get(make_comment().discussion.article.get_absolute_url()).content.decode()
    )


def test_too_many_for_one_page_come_in_pages_and_say_so(client, monkeypatch):
    monkeypatch.setattr(thread_views, "ALL_AT_MOST", 30)
    url = long_discussion().get_absolute_url()
    assert "show=all" not in client.get(url).content.decode()
    html = client.get(f"{url}?show=all").content.decode()
    assert "More than 30 comments are too many" in html
    assert len(roots_in(html)) == 20
    assert client.get(f"{url}?show=most").status_code == 404


# --- Pages that stay while others write


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_stay_while_new_comments_come_in(client, order):
    article, ana = make_article(), make_commenter()
    for _ in range(45):
        make_comment(article=article, commenter=ana)
    before = set(Thread.objects.filter(discussion__article=article).values_list("pk", flat=True))
    url, seen = f"{article.get_absolute_url()}?order={order}", []
    while url:
        html = client.get(url).content.decode()
        seen += roots_in(html)
        make_comment(article=article, commenter=ana)
        following = re.search(r'rel="next"[^>]*? href="([^"]+after=[^"]+)"', html)
        url = following and article.get_absolute_url() + following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_further_answers_stay_while_others_answer(client):
    root, ana = make_comment(), make_commenter()
    answers = [make_comment(parent=root, commenter=ana).pk for _ in range(13)]
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    url = re.search(r'href="(/comments/\d+/replies/\?after=\d+)"', html)[1]
    make_comment(parent=Comment.objects.get(pk=answers[0]), commenter=ana)
    late = make_comment(parent=root, commenter=ana).pk
    shown = re.findall(r'id="comment-(\d+)" ', client.get(url).content.decode())
    assert [int(pk) for pk in shown] == [*answers[10:], late]

"""Reading: who sees what of a discussion, in which order, and for how many queries."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Thread
from tests.authors.make import make_author, make_user

from ..make import make_article, make_comment, make_commenter
from ..visits import mine_url, post, reply_url, stat

pytestmark = pytest.mark.django_db


def test_an_article_shows_its_threads_in_tree_order_with_depths(client):
    root = make_comment(source="First of all.")
    make_comment(parent=make_comment(parent=root, source="An answer."), source="Answer to that.")
    make_comment(parent=root, source="A later answer.")
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    found = re.findall(r'data-depth="(\d)"', html)
    assert found == ["0", "1", "2", "1"]
    assert (
        html.index("First of all.") < html.index("Answer to that.") < html.index("A later answer")
    )


def test_headings_say_who_answers_whom_and_how_deep(client):
    root = make_comment(name="Ana")
    answer = make_comment(parent=root, name="Ben <3")
    make_comment(parent=answer, name="Cleo")
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    headings = re.findall(r'<h3 id="comment-.*?</h3>', html)
    assert [re.sub(r"<.*?>", "", heading) for heading in headings] == [
        "Ana",
        "Ben &lt;3, in reply to Ana, level 1",
        "Cleo, in reply to Ben &lt;3, level 2",
    ]


def test_the_statistics_count_what_is_shown(client):
    root = make_comment()
    article = root.discussion.article
    answer = make_comment(parent=root, name="Ben")
    make_comment(parent=answer)
    make_comment(article=article, status="pending")
    html = client.get(article.get_absolute_url()).content.decode()
    assert [stat(html, name) for name in ("threads", "replies", "commenters")] == [1, 2, 3]
    assert f'data-stat="hottest" href="{root.get_absolute_url()}"' in html
    assert 'data-stat="most-reacted"' not in html


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_what_is_not_approved_is_nowhere(client, status):
    comment = make_comment(status=status, source="secretword", name="Secretname")
    article = comment.discussion.article
    for url in (
        article.get_absolute_url(),
        mine_url(article),
        "/",
        reverse("comments:comment_feed", args=[article.slug, "rss"]),
    ):
        text = client.get(url).content.decode()
        assert "secretword" not in text
        assert "Secretname" not in text
    assert client.get(comment.get_absolute_url()).status_code == 404
    assert client.get(f"{reply_url(article)}?parent={comment.pk}").status_code == 404


def test_a_removed_comment_with_answers_leaves_a_tombstone(client):
    root = make_comment(source="secretword", name="Secretname")
    make_comment(parent=root, source="An answer.")
    root.refresh_from_db()
    root.reject(by=None, now=root.posted_at)
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    assert "removed by a moderator" in html
    assert "An answer." in html
    assert "secretword" not in html
    assert "Secretname" not in html


def test_a_reader_who_only_reads_gets_no_cookie(client):
    comment = make_comment()
    for url in (comment.discussion.article.get_absolute_url(), comment.get_absolute_url()):
        assert not client.get(url).cookies


def test_shared_pages_are_the_same_for_everybody(client):
    comment = make_comment()
    article = comment.discussion.article
    ana = Client()
    post(ana, article, body="Held words.")
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("s@example.org", "x", name="S"))
    urls = [article.get_absolute_url(), comment.get_absolute_url()]
    urls.append(reverse("comments:comment_replies", args=[comment.pk]))
    for url in urls:
        pages = {each.get(url).content for each in (client, ana, staff)}
        assert len(pages) == 1
        assert b"csrfmiddlewaretoken" not in pages.pop()


def test_a_permalink_shows_the_comment_among_its_neighbours(client):
    root = make_comment()
    answers = [make_comment(parent=root, source=f"Answer {n:02}.") for n in range(40)]
    html = client.get(answers[30].get_absolute_url()).content.decode()
    shown = re.findall(r"Answer (\d\d)\.", html)
    assert "30" in shown
    assert shown == sorted(shown)
    assert f'id="comment-{root.pk}"' in html
    assert "is-linked" in html


def test_long_threads_show_ten_answers_and_lead_to_the_rest(client):
    root = make_comment()
    for number in range(13):
        make_comment(parent=root, source=f"Answer {number:02}.")
    html = client.get(root.discussion.article.get_absolute_url()).content.decode()
    assert re.findall(r"Answer (\d\d)\.", html) == [f"{n:02}" for n in range(10)]
    assert "Show 3 more replies" in html
    url = re.search(r'href="(/comments/\d+/replies/\?after=\d+)"', html)[1]
    more = client.get(url).content.decode()
    assert re.findall(r"Answer (\d\d)\.", more) == ["10", "11", "12"]


@pytest.mark.parametrize("order", ["newest", "oldest", "active", "reacted", "hottest"])
def test_pages_of_threads_show_each_thread_once(client, order):
    article, ana = make_article(), make_commenter()
    for number in range(45):
        root = make_comment(article=article, commenter=ana)
        Comment.objects.filter(pk=root.pk).update(reaction_count=number % 3)
        for _ in range(number % 4 == 0):
            make_comment(parent=root, commenter=ana)
    Thread.objects.filter(discussion__article=article, pk__in=[3, 10, 30]).update(is_pinned=True)
    url, seen = f"{article.get_absolute_url()}?order={order}", []
    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r'data-thread="(\d+)"', html)
        following = re.search(r'rel="next"[^>]*? href="([^"]+after=[^"]+)"', html)
        url = following and article.get_absolute_url() + following[1].replace("&amp;", "&")
    expected = Thread.objects.filter(discussion__article=article).values_list("pk", flat=True)
    assert len(seen) == 45
    assert sorted(map(int, seen)) == sorted(expected)


def test_the_discussion_costs_the_same_queries_whatever_its_size(
    client, django_assert_max_num_queries
):
    article, ana = make_article(), make_commenter()
    for _ in range(25):
        make_comment(parent=make_comment(article=article, commenter=ana), commenter=ana)
    with django_assert_max_num_queries(12):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize(
    "query",
    ["order=best", "after=abc", "after=-1", "after=99999999999999999999", "thread=0", "after=1%00"],
)
def test_parameters_that_mean_nothing_are_not_found(client, query):
    article = make_comment().discussion.article
    assert client.get(f"{article.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize("order", ["newest", "oldest", "active", "reacted", "hottest"])
def test_going_on_from_a_thread_that_is_not_shown_begins_anew(client, order):
    held = make_comment(status="pending")
    article = held.discussion.article
    there = make_comment(article=article, source="Still here.")
    for thread in (held.tree_id, there.tree_id + 1000):
        page = client.get(f"{article.get_absolute_url()}?order={order}&after={thread}")
        assert page.status_code == 200
        assert "Still here." in page.content.decode()


def test_going_on_from_an_answer_that_is_not_shown_begins_anew(client):
    root = make_comment()
    held = make_comment(parent=root, status="pending")
    make_comment(parent=root, source="Still here.")
    url = reverse("comments:comment_replies", args=[root.pk])
    for comment in (held.pk, held.pk + 1000):
        assert "Still here." in client.get(f"{url}?after={comment}").content.decode()


def test_the_latest_comments_show_signs_as_they_were_typed(client):
    make_comment(source="a < b & c")
    assert "a &lt; b &amp; c" in client.get("/").content.decode()


def test_an_answer_to_what_is_not_shown_leads_nowhere(client):
    comment = make_comment()
    for _ in range(5):
        comment = make_comment(parent=comment)
    sibling = make_comment(parent=comment)
    comment.refresh_from_db()
    comment.withdraw(now=comment.posted_at)
    html = client.get(sibling.get_absolute_url()).content.decode()
    assert "in reply to a comment that is not shown" in html
    assert f"/comments/{comment.pk}/" not in html


def test_a_thread_of_another_article_is_not_found(client):
    here, elsewhere = make_comment(), make_comment()
    url = f"{here.discussion.article.get_absolute_url()}?thread={elsewhere.tree_id}"
    assert client.get(url).status_code == 404


def test_a_comment_that_was_public_and_is_gone_answers_as_one_that_never_was(client):
    comment = make_comment()
    assert client.get(comment.get_absolute_url()).status_code == 200
    comment.withdraw(now=comment.posted_at)
    gone = client.get(f"/comments/{comment.pk}/")
    never = client.get(f"/comments/{comment.pk + 1000}/")
    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content


def test_an_authors_name_typed_by_a_guest_gives_no_label(client):
    article = make_article()
    user = make_user(name="Wanda")
    article.bylines.create(author=make_author(name="Wanda", user=user), position=0)
    told = make_comment(article=article, name="Wanda the writer")
    Comment.objects.filter(pk=told.pk).update(name="Wanda", email=user.email)
    url = article.get_absolute_url()
    assert "comment-label" not in client.get(url).content.decode()
    own = make_commenter(name="Wanda", user=user, is_member=True)
    make_comment(article=article, commenter=own, name="Wanda")
    assert client.get(url).content.decode().count('data-label="author"') == 1


def test_pinned_and_closed_threads_say_so_and_take_no_answer(client):
    article = make_article()
    pinned, closed = make_comment(article=article), make_comment(article=article)
    Thread.objects.filter(pk=pinned.tree_id).update(is_pinned=True)
    Thread.objects.filter(pk=closed.tree_id).update(is_closed=True)
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.index("Pinned") < html.index("This thread is closed.")
    assert f"reply/?parent={pinned.pk}" in html
    for url in (article.get_absolute_url(), closed.get_absolute_url()):
        assert f"reply/?parent={closed.pk}" not in client.get(url).content.decode()

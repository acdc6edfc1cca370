"""Replying: what every request is answered with, and that no error takes the text."""

import re
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from comments.models import Comment, Discussion

from ..make import let_time_pass, make_article, make_comment
from ..visits import mine_url, post, reply_url

pytestmark = pytest.mark.django_db


def test_a_held_comment_is_seen_by_its_writer_alone(client):
    article = make_article()
    response = post(client, article, body="Held words.")
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"{mine_url(article)}?posted={comment.pk}#comment-{comment.pk}"
    mine = client.get(response["Location"]).content.decode()
    assert "Held words." in mine
    assert "Waiting for approval: only you see this." in mine
    for stranger_url in (mine_url(article), article.get_absolute_url()):
        assert "Held words." not in Client().get(stranger_url).content.decode()


def test_a_held_answer_stands_where_it_belongs_for_its_writer(client):
    root = make_comment(source="To be answered.")
    article = root.discussion.article
    response = post(client, article, body="Held answer.", parent=root.pk)
    html = client.get(response["Location"]).content.decode()
    assert html.index("To be answered.") < html.index("Held answer.")
    assert re.search(r'data-depth="1"', html)


def test_a_public_comment_leads_to_its_permalink(client):
    post(client, make_article())
    Comment.objects.get().approve(by=None, now=make_article().created_at)
    let_time_pass()
    article = make_article()
    response = post(client, article, body="Now trusted.")
    comment = Comment.objects.get(discussion__article=article)
    assert (response.status_code, response["Location"]) == (303, comment.get_absolute_url())


def test_the_private_pages_are_never_cached(client):
    article = make_article()
    for url in (mine_url(article), reply_url(article)):
        assert "no-store" in client.get(url)["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "give a name"),
        ({"body": ""}, "nothing to post"),
        ({"body": " \n\u200b"}, "nothing to post"),
        ({"body": "x" * 5001}, "5000 characters"),
        ({"body": "<" * 201}, "“&lt;”"),
        ({"email": "not an address"}, "valid email"),
        ({"parent": "abc"}, "cannot be found"),
    ],
)
def test_bad_input_gives_the_text_back_with_the_reason(client, fields, words):
    article = make_article()
    response = post(client, article, **fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    kept = fields.get("body", "What I have to say.")
    assert kept.replace("<", "&lt;") in html
    assert not Comment.objects.exists()


def test_line_ends_count_once_and_browsers_are_not_told_to_cut(client):
    article = make_article()
    assert 'maxlength="5000"' not in client.get(reply_url(article)).content.decode()
    assert post(client, article, body="\r\n".join(["x" * 99] * 50)).status_code == 303
    assert len(Comment.objects.get().source) == 4_999


def test_a_closed_discussion_gives_the_text_back(client):
    article = make_comment().discussion.article
    Discussion.objects.update(mode="closed")
    response = post(client, article, body="Too late?")
    assert response.status_code == 403
    assert "Too late?" in response.content.decode()
    assert client.get(reply_url(article)).status_code == 403


def test_a_parent_that_is_gone_gives_the_text_back_as_a_new_comment(client):
    root = make_comment()
    root.reject(by=None, now=root.posted_at)
    response = post(client, root.discussion.article, body="My answer.", parent=root.pk)
    html = response.content.decode()
    assert response.status_code == 404
    assert "My answer." in html
    assert re.search(r'name="parent"(?! value)', html)


def test_an_article_that_is_gone_gives_the_text_back(client):
    article = make_article(status="archived")
    response = post(client, article, body="My words.")
    assert response.status_code == 404
    assert "My words." in response.content.decode()


def test_the_same_form_sent_twice_posts_once(client):
    article, key = make_article(), str(uuid.uuid4())
    for browser in (client, Client()):  # the second tab has no cookie yet
        response = post(browser, article, submission_key=key)
        assert response.status_code == 303
        assert "What I have to say." in browser.get(response["Location"]).content.decode()
    assert Comment.objects.count() == 1


def test_a_key_that_leaked_makes_nobody_the_first_writer(client):
    article, key = make_article(), str(uuid.uuid4())
    post(client, article, submission_key=key)
    let_time_pass()
    stranger = Client()
    response = post(stranger, article, submission_key=key)
    assert response.status_code == 303
    assert "commenter" not in stranger.cookies


def test_a_key_that_comes_with_other_words_posts_these_words(client):
    article, key = make_article(), str(uuid.uuid4())
    post(client, article, submission_key=key, body="First words.")
    let_time_pass()
    post(client, article, submission_key=key, body="Other words.")
    assert set(Comment.objects.values_list("source", flat=True)) == {"First words.", "Other words."}


def test_a_member_gives_only_the_text_and_their_name_is_the_accounts(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    client.force_login(user)
    article = make_article()
    assert 'name="name"' not in client.get(reply_url(article)).content.decode()
    post(client, article, name="Somebody else")
    comment = Comment.objects.get()
    assert (comment.name, comment.commenter.user) == ("Mia", user)


def test_the_articles_author_appears_at_once_and_is_labelled(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    from authors.models import Author

    author = Author.objects.create(user=user, name="Mia", slug="mia")
    article = make_article()
    article.bylines.create(author=author)
    client.force_login(user)
    post(client, article, body="I wrote this.")
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "I wrote this." in html
    assert 'data-label="author"' in html


def test_a_deleted_account_leaves_its_comments_under_former_member(client):
    user = get_user_model().objects.create_superuser("mia@example.org", "x", name="Mia Musterfrau")
    client.force_login(user)
    article = make_article()
    post(client, article, body="These words stay.")
    user.delete()
    html = Client().get(article.get_absolute_url()).content.decode()
    assert "These words stay." in html
    assert "former member" in html
    assert "Mia Musterfrau" not in html


def test_the_same_words_with_blanks_behind_them_are_the_same(client):
    article = make_article()
    post(client, article, body="Said once.")
    let_time_pass()
    response = post(client, article, body="Said once. \n\n")
    assert response.status_code == 422
    assert "exactly this" in response.content.decode()


def test_a_first_comment_whose_answer_was_lost_is_not_posted_twice():
    article, words = make_article(), "I hope this arrives."
    browser = Client()
    browser.get(reply_url(article))
    tab = Client()  # the browser's cookies, but the answer never comes
    tab.cookies.load({name: morsel.value for name, morsel in browser.cookies.items()})
    post(tab, article, body=words)
    let_time_pass()
    browser.get(reply_url(article))  # a new form, and the draft in it
    response = post(browser, article, body=words)
    assert response.status_code == 422
    assert "exactly this" in response.content.decode()
    assert Comment.objects.count() == 1
    assert "has-commented" in browser.cookies  # they see it from now on
    assert words in browser.get(mine_url(article)).content.decode()


def test_a_forged_cookie_is_nobody(client):
    article = make_article()
    post(client, article, body="Held words.")
    stranger = Client()
    token = Comment.objects.get().commenter.token
    for forged in (token, f"{token}:x", "", "é"):
        stranger.cookies["commenter"] = forged
        response = stranger.get(mine_url(article))
        assert response.status_code == 200
        assert "Held words." not in response.content.decode()


def test_a_post_without_its_token_is_refused_and_stores_nothing():
    strict = Client(enforce_csrf_checks=True)
    article = make_article()
    assert post(strict, article).status_code == 403
    assert not Comment.objects.exists()


def test_no_address_is_stored_only_the_hash_of_its_network(client):
    post(client, make_article())
    stored = Comment.objects.get()
    assert re.fullmatch("[0-9a-f]{32}", stored.network_hash)
    assert "127.0.0" not in str(Comment.objects.values().get())

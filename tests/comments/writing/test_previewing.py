"""A preview shows what posting would show, and stores nothing."""

import pytest
from django.test import Client

from comments.models import Comment, Commenter, Discussion
from content.markup import comment_html

from ..make import make_article, make_comment
from ..visits import post, reply_url
from .test_editing import guest_with_comment, url

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TYPED = "Some **weight** & <b>bold</b>, https://x.example and <script>alert(1)</script>"


def test_a_preview_is_what_would_be_posted_and_the_form_keeps_everything(client):
    root = make_comment(name="Ben")
    fields = {"name": "Nora", "email": "n@x.example", "body": TYPED, "parent": root.pk}
    response = post(client, root.discussion.article, preview="1", submission_key="k", **fields)
    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert comment_html(TYPED) in html
    for kept in (
        'value="Nora"',
        'value="n@x.example"',
        f'value="{root.pk}"',
        'value="k"',
        "**weight**",
    ):
        assert kept in html
    assert "Reply to <bdi>Ben" in html
    assert Comment.objects.count() == 1


def test_a_preview_asks_for_no_name(client):
    html = post(client, make_article(), preview="1", name="").content.decode()
    assert "What I have to say." in html
    assert "give a name" not in html


def test_a_preview_stores_nothing(client):
    article = make_article()
    assert post(client, article, preview="1").status_code == 200
    assert [model.objects.count() for model in (Comment, Commenter, Discussion)] == [0, 0, 0]
    assert "commenter" not in client.cookies


def test_for_scripts_there_is_the_preview_alone(client):
    fields = {"body": TYPED, "preview": "1"}
    response = client.post(reply_url(make_article()), fields, headers=HTMX)
    html = response.content.decode()
    assert html.strip().startswith('<div class="comment-preview"')
    assert comment_html(TYPED) in html
    assert "<form" not in html


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "nothing to post"),
        ("\u200b", "nothing to post"),
        (" \n\u200b", "nothing to post"),
        ("x" * 5001, "5000"),
        ("<" * 201, "“&lt;”"),
    ],
)
def test_what_could_not_be_posted_cannot_be_previewed(client, headers, body, words):
    fields = {"body": body, "preview": "1"}
    response = client.post(reply_url(make_article()), fields, headers=headers)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_preview_needs_a_token():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reply_url(make_article()), {"body": TYPED, "preview": "1"})
    assert response.status_code == 403
    assert comment_html(TYPED) not in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_edit_has_a_preview_of_its_own(headers):
    browser, comment = guest_with_comment()
    fields = {"body": TYPED, "preview": "1"}
    response = browser.post(url("edit", comment), fields, headers=headers)
    assert comment_html(TYPED) in response.content.decode()
    comment.refresh_from_db()
    assert comment.source == "Old words."

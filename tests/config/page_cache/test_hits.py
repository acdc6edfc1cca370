"""What is kept, and what never is: a hit is what Django would say now, with the same headers."""

import logging
import re

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from config import page_versions
from config.prepared import first_row
from tests.blog.make import make_article
from tests.comments.make import make_comment

from ..visit import OF_ONE_ANSWER, Visit
from .make import every_shared_path

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_shared_page_is_kept_with_the_very_headers_and_bytes(django, door):
    paths = every_shared_path()
    assert len(paths) >= 15
    for path in paths:
        plain = Visit(get_wsgi_application(), path)
        assert plain.status == 200, path
        first = Visit(door, path, accepts="br")
        asked = django.count
        second = Visit(door, path, accepts="br")
        assert django.count == asked, f"{path} was not kept"
        assert second.status == 200
        assert second.lasting_headers == first.lasting_headers
        assert second.body == first.body == plain.body
        expected = plain.lasting_headers | {
            name: second.headers[name] for name in ("ETag", "Content-Encoding", "Content-Length")
        }
        assert second.lasting_headers == expected | {"Vary": "Accept-Encoding"}
        assert second.headers[OF_ONE_ANSWER] != first.headers[OF_ONE_ANSWER]


def test_no_kept_page_holds_anything_of_one_visitor(door):
    for path in every_shared_path():
        page = Visit(door, path)
        assert "Set-Cookie" not in page.headers, path
        assert b"csrfmiddlewaretoken" not in page.body, path
        assert "nonce-" not in page.headers.get("Content-Security-Policy", ""), path


def test_a_hit_asks_the_database_once(monkeypatch, django_assert_num_queries, door):
    paths, asked = every_shared_path(), []
    monkeypatch.setattr(
        page_versions, "first_row", lambda *question: asked.append(question) or first_row(*question)
    )
    for path in paths:
        Visit(door, path)
        asked.clear()
        with django_assert_num_queries(0):  # which sees what goes through Django alone
            Visit(door, path)
        assert len(asked) == 1, path


def test_a_page_made_after_a_comment_asks_for_the_conversation_alone(
    door, django_assert_num_queries
):
    article = make_article(slug="tides")
    for _ in range(3):
        make_comment(parent=make_comment(article=article))
        Visit(door, "/articles/tides/")
    make_comment(article=article, source="The newest words.")
    # The site's settings, the article with its discussion, the policy, threads, comments, and two of figures.
    with django_assert_num_queries(7):
        page = Visit(door, "/articles/tides/")
    assert b"The newest words." in page.body


def test_hits_do_not_ask_whether_the_connection_lives(monkeypatch, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    asked = []
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append(1) or True, raising=False)
    for _ in range(4):
        Visit(door, "/articles/tides/")
    assert len(asked) <= 1  # after the page that Django made


def test_hits_are_logged_like_other_answers(caplog, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    with caplog.at_level(logging.INFO, logger="rejoinder.request"):
        Visit(door, "/articles/tides/")
    assert re.fullmatch(r"GET /articles/tides/ 200 \d+ ms", caplog.records[-1].getMessage())


def test_pages_that_are_not_shared_are_never_kept(django, door):
    make_article(slug="tides")
    make_article(slug="hidden", status="draft")
    paths = ["/articles/tides/mine/", "/articles/tides/reply/", "/admin/login/", "/healthz",
             "/articles/hidden/", "/nowhere/", "/articles/tides/?order=none"]  # fmt: skip
    for path in paths:
        for _ in range(2):
            asked = django.count
            Visit(door, path)
            assert django.count == asked + 1, path


def test_a_parameter_that_no_page_reads_fills_no_memory(django, door):
    make_article(slug="tides")
    for number in range(3):
        assert Visit(door, f"/articles/tides/?utm={number}").status == 200
    assert django.count == 3
    assert len(door.store.pages) == 0

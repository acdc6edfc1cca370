"""The page of the search: what it shows of what was found, and whatever can be typed there."""

import re

import html5lib
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.search import words
from blog.search.kinds import Narrowing, find
from tests.authors.make import make_author
from tests.blog.make import make_article, make_category, make_page, make_picture
from tests.comments.make import make_comment

pytestmark = pytest.mark.django_db


def test_the_page_finds_and_marks_the_forms_of_the_site_s_language(client):
    make_article(title="A story", source="<p>The stories told</p>")
    page = client.get("/search/?q=stories").content.decode()
    assert "A <mark>story</mark>" in page
    assert "The <mark>stories</mark> told" in page


def test_the_passage_marks_the_words_and_escapes_all_else(client):
    text = "Before. " * 60 + "The &lt;script&gt;alert(1)&lt;/script&gt; café tide <em>came</em> in."
    make_article(title="A <b>tide</b>", source=f"<p>{text}</p>")
    page = client.get("/search/?q=cafe+tide+script").content.decode()
    assert "A &lt;b&gt;<mark>tide</mark>&lt;/b&gt;" in page
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in page
    assert "<mark>café</mark> <mark>tide</mark>" in page
    assert "<script>alert" not in page


def test_what_was_typed_comes_back_escaped(client):
    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_one_kind_is_shown_in_pages(client):
    for number in range(12):
        make_article(title=f"Tide {number}")
    first = client.get("/search/?q=tide").content.decode()
    assert first.count('class="found"') == 5
    assert "Show all 12 results" in first
    second = client.get("/search/?q=tide&in=articles&page=2").content.decode()
    assert second.count('class="found"') == 2
    assert 'href="?q=tide&amp;in=articles"' in second
    assert client.get("/search/?q=tide&in=articles&page=3").status_code == 404


def test_no_more_are_counted_than_anybody_looks_through(client, monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 3)
    for _ in range(4):
        make_article(title="Tide")
    page = client.get("/search/?q=tide").content.decode()
    assert '<span class="meta">3+</span>' in page


@pytest.mark.parametrize("query", ["", "?q=", "?q=tide", "?q=zebra", "?q=*", "?q=tide&in=comments"])
def test_the_page_is_valid_and_kept_by_nobody(client, query):
    article = make_article(title="Tide", cover=make_picture(), authors=[make_author()])
    make_page(title="Tide tables")
    make_comment(article=article, source="tide")
    response = client.get(f"/search/{query}")
    html = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    assert len(re.findall("<h1[ >]", html)) == 1
    assert '<meta name="robots" content="noindex">' in html
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not response.cookies


def test_robots_stay_away_from_the_search(client):
    assert b"Disallow: /search/" in client.get("/robots.txt").content


def test_queries_of_the_page_do_not_grow(client, django_assert_max_num_queries):
    def publish():
        article = make_article(title="Tide", authors=[make_author()], category=make_category())
        make_comment(article=article, source="tide tide")

    publish()
    client.get("/search/?q=tide")
    with django_assert_max_num_queries(20) as few:
        client.get("/search/?q=tide")
    for _ in range(4):
        publish()
    with django_assert_max_num_queries(len(few)):
        client.get("/search/?q=tide")


TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*()-+^:{}&|!<>\\\x00 abANDORNEAR_é%", max_size=40),
    st.sampled_from(
        ['"', '""', "*", "a*", "-a", "NEAR(a b)", "a AND", "OR", "'", "\\", "a\\'b", "a\x00b", "%00",
         "x" * 10_000, '"' * 10_000, "a " * 5_000, "col:a", "^a", "{a b}:c", "\u0301", "\ud7ff", "_", "__a"]
    ),
)  # fmt: skip


@given(typed=TYPED, kind=st.sampled_from(["", "articles", "comments", "nothing", "\x00"]))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_gives_results_or_nothing_found(db, typed, kind):
    response = Client().get("/search/", {"q": typed, "in": kind, "author": typed, "year": typed})
    assert response.status_code == 200
    assert find(words.read(typed), narrowing=Narrowing(), now=timezone.now()) is not None
    for some in find(words.read(typed), narrowing=Narrowing(), now=timezone.now()):
        assert some.first == []

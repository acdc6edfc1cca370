"""The page cache: what comes from it is what Django would say now, with the same headers."""

import logging
import re
import threading
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.urls import get_resolver
from django.utils import timezone

from authors.models import Author
from blog.models import Article, Part, Series, SiteSettings
from comments.models import Discussion, Policy
from config import page_versions
from config.edition import install
from config.page_cache import PageCache
from config.page_store import Memory, Shared
from config.prepared import first_row
from tests.blog.make import make_article, make_category, make_page
from tests.comments.make import make_comment

from .visit import OF_ONE_ANSWER, Visit

pytestmark = pytest.mark.django_db(transaction=True)


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.application, self.count = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.application(environ, start_response)


@pytest.fixture(autouse=True)
def _edition(monkeypatch):
    """Each test begins with an edition of its own, whose moments nobody has read yet."""
    install()
    monkeypatch.setattr(page_versions, "_calendar", (None, []))


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def door(django):
    return PageCache(django, Memory(10_000_000))


def every_shared_path() -> list[str]:
    """Make a site with something of each kind, and return the address of every shared page."""
    category = make_category(slug="sea")
    author = Author.objects.create(name="Ines", slug="ines")
    article = make_article(
        slug="tides", authors=[author], tags=["tides"], category=category,
        source="<p>Words.</p><p>Ünïcode</p>",
    )  # fmt: skip
    comment = make_comment(article=article)
    make_comment(parent=comment)
    make_page(slug="about")
    Part.objects.create(series=Series.objects.create(title="Sea", slug="sea"), article=article)
    month = timezone.localtime(article.published_at)
    parts = {
        "kind": "atom",
        "section": "articles",
        "pk": comment.pk, "year": f"{month:%Y}", "month": f"{month:%m}",
    }  # fmt: skip
    by_prefix = {
        "articles": "tides",
        "categories": "sea",
        "tags": "tides",
        "authors": "ines",
        "pages": "about",
        "series": "sea",
    }
    paths = []
    for pattern in shared_views():
        if "/news/" in pattern:  # asked for with a moment, of which there is no end
            continue
        slug = by_prefix.get(pattern.partition("/")[0], "")
        template = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
        paths.append("/" + template.format(**parts, slug=slug))
    return paths


def shared_views(patterns=None, prefix=""):
    for each in patterns or get_resolver().url_patterns:
        route = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from shared_views(each.url_patterns, route)
        elif hasattr(each.callback, "follows"):
            yield route


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


def test_a_connection_that_was_lost_costs_one_page_made_anew(django, door):
    make_article(slug="tides", title="Spring tides")
    for _ in range(2):
        Visit(door, "/articles/tides/")
    connection.connection.close()
    for _ in range(2):
        assert b"Spring tides" in Visit(door, "/articles/tides/").body
    assert django.count == 2


def test_another_default_language_shows_on_the_next_request(door, django):
    make_article(slug="tides")
    assert b'<html lang="en">' in Visit(door, "/articles/tides/").body
    SiteSettings.objects.create(language="de")
    assert b'<html lang="de">' in Visit(door, "/articles/tides/").body
    asked = django.count
    assert b'<html lang="de">' in Visit(door, "/articles/tides/").body
    assert django.count == asked


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


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("gzip;q=0.5, br;q=0", "gzip"), ("*", "br"),
     ("identity", None), ("", None), ("br;q=0.0, gzip;q=0", None), (",;=;q=", None)],
)  # fmt: skip
def test_each_gets_the_coding_it_takes(door, accepts, coding):
    make_article(slug="tides", title="Spring tides")
    for _ in range(2):
        page = Visit(door, "/articles/tides/", accepts=accepts)
        assert page.headers.get("Content-Encoding") == coding
        assert int(page.headers["Content-Length"]) == len(page.raw)
        assert b"Spring tides" in page.body


def test_who_has_the_page_gets_no_body(django, door):
    make_article(slug="tides")
    etag = Visit(door, "/articles/tides/").headers["ETag"]
    for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        page = Visit(door, "/articles/tides/", HTTP_IF_NONE_MATCH=known)
        assert (page.status, page.raw) == (304, b"")
        assert page.headers["ETag"] == etag
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & page.headers.keys()
    assert Visit(door, "/articles/tides/", HTTP_IF_NONE_MATCH='"other"').status == 200
    assert django.count == 1


def test_head_has_the_headers_alone(door):
    make_article(slug="tides")
    for _ in range(2):
        head = Visit(door, "/articles/tides/", method="HEAD")
        assert (head.status, head.raw) == (200, b"")
    assert head.lasting_headers == Visit(door, "/articles/tides/").lasting_headers
    missing = Visit(door, "/articles/none/", method="HEAD")
    assert (missing.status, missing.raw) == (404, b"")


def test_a_host_that_is_not_ours_is_refused_though_the_page_is_kept(door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    assert Visit(door, "/articles/tides/", host="evil.example").status == 400


def test_plain_http_is_sent_to_https_though_the_page_is_kept(settings, door, django):
    settings.SECURE_SSL_REDIRECT = True
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.1/32")]
    django.application = get_wsgi_application()
    make_article(slug="tides")
    through_proxy = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    for _ in range(2):
        assert Visit(door, "/articles/tides/", **through_proxy).status == 200
    assert Visit(door, "/articles/tides/").status == 301
    assert Visit(door, "/articles/tides/", HTTP_X_FORWARDED_PROTO="https").status == 301
    assert Visit(door, "/articles/tides/", **through_proxy).status == 200


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


def test_a_scheduled_article_appears_at_its_moment(monkeypatch, door):
    now = timezone.now()
    make_article(slug="old", title="Seen before")
    make_article(slug="soon", title="A new moon", published_at=now + timedelta(hours=1))
    assert b"A new moon" not in Visit(door, "/").body
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert b"A new moon" in Visit(door, "/").body
    assert Visit(door, "/articles/soon/").status == 200


def test_a_discussion_closes_at_its_age(monkeypatch, door):
    now = timezone.now()
    Policy.objects.create(closes_after_days=3)
    make_article(slug="tides", published_at=now - timedelta(days=2, hours=23))
    assert b"Leave a reply" in Visit(door, "/articles/tides/").body
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert b"Leave a reply" not in Visit(door, "/articles/tides/").body


def test_a_style_sheet_of_the_owner_shows_on_kept_pages(settings, tmp_path, door):
    settings.DATA_DIR = tmp_path
    make_article(slug="tides")
    assert b"/site.css" not in Visit(door, "/articles/tides/").body
    (tmp_path / "site.css").write_text("a { color: red }")
    assert b"/site.css" in Visit(door, "/articles/tides/").body


def test_of_many_who_come_at_once_one_makes_the_page(django, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    Discussion.objects.all().delete()
    Article.objects.update(title="New")
    start, answers = threading.Barrier(6), []

    def come():
        start.wait()
        answers.append(Visit(door, "/articles/tides/").body)
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert django.count == 2
    assert len(answers) == 6
    assert len(set(answers)) == 1


def test_a_cache_that_is_down_breaks_no_page(caplog, django):
    class Broken:
        def get(self, *arguments):
            raise ConnectionError("gone")

        set = get

    door = PageCache(django, Shared(Broken()))
    make_article(slug="tides", title="Spring tides")
    with caplog.at_level(logging.ERROR, logger="rejoinder.cache"):
        for _ in range(3):
            assert b"Spring tides" in Visit(door, "/articles/tides/").body
    assert django.count == 3
    assert len(caplog.records) == 1  # said once, then left alone


def test_a_shared_cache_serves_every_process():
    make_article(slug="tides")
    doors = [PageCache(Counted(), Shared(cache)) for _ in range(2)]
    for door in (*doors, *doors):
        assert Visit(door, "/articles/tides/").status == 200
    assert [door.application.count for door in doors] == [1, 0]
    Article.objects.update(title="Neap tides")
    for door in reversed(doors):
        assert b"Neap tides" in Visit(door, "/articles/tides/").body


def test_a_page_too_large_to_keep_is_still_served():
    make_article(slug="tides")
    door = PageCache(Counted(), Memory(100))
    for _ in range(2):
        assert Visit(door, "/articles/tides/").status == 200
    assert door.application.count == 2


def test_a_database_that_cannot_say_leaves_the_answer_to_django(monkeypatch, django, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    monkeypatch.setitem(page_versions.QUERIES, "article", "SELECT nothing FROM nowhere")
    assert Visit(door, "/articles/tides/").status == 200
    assert django.count == 2


def test_hits_are_logged_like_other_answers(caplog, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    with caplog.at_level(logging.INFO, logger="rejoinder.request"):
        Visit(door, "/articles/tides/")
    assert re.fullmatch(r"GET /articles/tides/ 200 \d+ ms", caplog.records[-1].getMessage())

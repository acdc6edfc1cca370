"""How a kept page is asked for: in which coding, by whom that has it, at which host, how safely."""

from ipaddress import ip_network

import pytest
from django.core.wsgi import get_wsgi_application

from tests.blog.make import make_article

from ..visit import Visit

pytestmark = pytest.mark.django_db(transaction=True)


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

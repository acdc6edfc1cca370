"""Addresses that somebody typed or made up: what is not there is not found, and nothing breaks."""

import pytest

from tests.blog.make import make_article

from .everywhere import LISTS, make_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", [*LISTS, "/authors/"])
@pytest.mark.parametrize(
    "page",
    ["0", "-1", "2", "999999", "9" * 5000, "x", "", "1.0", "01", " 1", "+1", "１", "%00", "1%00"],
)
def test_odd_page_is_not_found(client, path, page):
    make_everything()
    assert client.get(f"{path}?page={page}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/articles/{}/",
        "/categories/{}/",
        "/tags/{}/",
        "/pages/{}/",
        "/authors/{}/",
        "/categories/{}/feeds/rss/",
        "/tags/{}/feeds/rss/",
        "/authors/{}/feeds/rss/",
        "/feeds/{}/",
        "/archive/{}/05/",
        "/archive/2024/{}/",
    ],
)
@pytest.mark.parametrize(
    "odd",
    [
        "%00",
        "a%00b",
        "a" * 10_000,
        "9" * 30,
        "-1",
        "0",
        "13",
        "%FF%FE",
        "%C3%28",
        "日本",
        "a b",
        "%0A",
        "..%2F",
    ],
)
def test_odd_address_is_not_found(client, path, odd):
    assert client.get(path.format(odd)).status_code == 404


def test_unicode_address_is_found(client):
    make_article(slug="日本語-ünïcode")
    assert client.get("/articles/日本語-ünïcode/").status_code == 200


@pytest.mark.parametrize(
    "query", ["?p=0", "?p=-1", "?p=x", "?p=%00", "?p=" + "9" * 5000, "?p=99999999999999999999"]
)
def test_odd_part_of_the_sitemap_is_not_found(client, query):
    make_article()
    assert client.get("/sitemap.xml" + query).status_code == 404


def test_archive_takes_the_ends_of_time(client):
    assert client.get("/archive/1000/01/").status_code == 404
    assert client.get("/archive/2999/12/").status_code == 404

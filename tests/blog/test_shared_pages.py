"""What all shared pages have in common: the same bytes for all, only read, valid HTML."""

import re

import html5lib
import pytest
from django.test import Client

from tests.authors.make import make_user
from tests.blog.make import make_article, make_page, make_picture

from .everywhere import FEEDS, LISTS, OTHERS, make_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, *OTHERS, "/pages/about/"])
def test_shared_page_is_the_same_bytes_for_all_and_sets_nothing(client, path):
    make_everything()
    make_page(slug="about")
    staff = Client()
    staff.force_login(make_user(is_staff=True, is_superuser=True))
    stranger = client.get(path)
    member = staff.get(path)
    assert stranger.content == member.content
    for response in (stranger, member):
        assert response.headers["Cache-Control"] == "no-cache"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in response.content


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, *OTHERS, "/pages/about/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_shared_page_is_only_read(path, method):
    make_everything()
    make_page(slug="about")
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert b"site-header" in response.content


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, *OTHERS])
def test_head_answers_like_get_without_the_words(client, path):
    make_everything()
    response = client.head(path)
    assert response.status_code == 200
    assert response.content == b""


def test_host_header_changes_no_address(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_everything()
    for path in [*LISTS, *FEEDS, *OTHERS, "/articles/secret/"]:
        assert b"evil.example" not in client.get(path, HTTP_HOST="evil.example").content


@pytest.mark.parametrize(
    "path", [*LISTS, "/", "/archive/", "/authors/", "/pages/about/", "/articles/secret/"]
)
def test_page_is_valid_html_with_one_heading_at_the_top(client, path):
    article = make_everything()
    article.bylines.get().author.links.create(label="Site", url="https://wanda.example")
    for _ in range(11):
        make_article(category=article.category, tags=["shared"], cover=make_picture())
    make_page(slug="about")
    page = client.get(path).content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert len(re.findall("<h1[ >]", page)) == 1
    assert not re.search(r"<[^>]+ (style|on\w+)=", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))

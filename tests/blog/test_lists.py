"""Lists of articles: how they go by pages, months and categories, and what an empty one says."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from blog.models import SiteSettings
from tests.authors.make import make_author
from tests.blog.make import make_article, make_category, make_picture, sign

from .everywhere import LISTS, make_everything

pytestmark = pytest.mark.django_db


def test_lists_go_by_tens_and_link_their_neighbours(client):
    for number in range(21):
        make_article(slug=f"number-{number}")
    first, second, third = (client.get(f"/?page={number}").content.decode() for number in (1, 2, 3))
    assert [page.count('class="card') for page in (first, second, third)].count(0) == 0
    assert len(re.findall(r'<article class="card', first)) == 10
    assert len(re.findall(r'<article class="card', third)) == 1
    assert '<link rel="next" href="?page=2">' in first
    assert 'rel="prev"' not in first
    assert '<link rel="prev" href="/">' in second
    assert '<link rel="next" href="?page=3">' in second
    assert 'rel="next"' not in third
    assert '<link rel="canonical" href="http://127.0.0.1:8000/">' in first
    assert '<link rel="canonical" href="http://127.0.0.1:8000/?page=2">' in second


def test_owner_chooses_how_many_articles_a_page_has(client):
    SiteSettings.objects.create(articles_per_page=2)
    for _ in range(3):
        make_article()
    assert len(re.findall(rb'<article class="card', client.get("/").content)) == 2


def test_month_begins_at_midnight_of_the_site(client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    moment = timezone.datetime(2024, 4, 30, 15, 30, tzinfo=timezone.get_fixed_timezone(0))
    make_article(slug="may", published_at=moment)
    assert b"/articles/may/" in client.get("/archive/2024/05/").content
    assert client.get("/archive/2024/04/").status_code == 404


def test_category_shows_what_stands_in_the_categories_inside_it(client):
    science = make_category(name="Science", slug="science")
    physics = make_category(name="Physics", slug="physics", parent=science)
    make_article(slug="quarks", category=physics)
    assert b"/articles/quarks/" in client.get("/categories/science/").content
    page = client.get("/categories/physics/").content
    assert b'<a href="/categories/science/">Science</a>' in page


def test_empty_site_says_so(client):
    assert b"Nothing is published yet" in client.get("/").content
    assert b"Nothing is published yet" in client.get("/archive/").content
    assert b"introduced themselves" in client.get("/authors/").content


def test_empty_category_and_author_say_so(client):
    make_category(slug="quiet")
    make_author(slug="new")
    assert b"Nothing is published in this category yet" in client.get("/categories/quiet/").content
    assert b"has not published anything" in client.get("/authors/new/").content


@pytest.mark.parametrize("path", LISTS)
def test_queries_of_a_list_do_not_grow(client, django_assert_max_num_queries, path):
    article = make_everything()
    client.get(path)
    with django_assert_max_num_queries(20) as few:
        client.get(path)
    for number in range(8):
        extra = make_article(
            category=article.category,
            tags=["shared"],
            published_at=article.published_at,
            cover=make_picture(),
        )
        sign(
            extra,
            make_author(name=f"Author {number}", portrait=make_picture()),
            article.bylines.get().author,
        )
    cache.clear()
    with django_assert_max_num_queries(len(few)):
        client.get(path)

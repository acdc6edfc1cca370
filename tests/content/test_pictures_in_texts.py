"""Texts with pictures: their HTML carries the renditions there are, feeds the plain picture."""

import pytest

from content import texts
from content.housekeeping import make_missing_renditions
from content.renditions import render
from tests.blog.make import make_article
from tests.html import flaws

from .make import figure, made, rendered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_figure_carries_its_renditions_as_soon_as_they_are_there():
    image = made()
    article = make_article(source=figure(image))
    assert "<picture>" not in article.html
    assert 'width="1000" height="600"' in article.html
    render(image)
    article.refresh_from_db()
    assert f'srcset="{image.srcset("whole")}"' in article.html
    assert 'loading="lazy"' in article.html
    page = f"<!doctype html><html><head><title>x</title></head><body><h1>x</h1>{article.html}</body></html>"
    assert not flaws(page)
    before = article.html
    article.write(article.source)
    assert article.html == before


def test_a_text_that_was_saved_past_its_renditions_is_made_good():
    image = rendered()
    article = make_article(source=figure(image))
    type(article).objects.update(html=figure(image))
    make_missing_renditions()
    article.refresh_from_db()
    assert "<picture>" in article.html


def test_a_text_without_pictures_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert texts.dress("<p>Words.</p>") == "<p>Words.</p>"


def test_feeds_carry_plain_pictures(client):
    image = rendered()
    make_article(source=figure(image))
    for kind in ("rss", "atom", "json"):
        feed = client.get(f"/feeds/{kind}/").content.decode()
        assert image.file.url in feed
        assert "srcset" not in feed

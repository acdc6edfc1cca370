"""What readers see, and never see: what is hidden shows nowhere, to nobody."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.authors.make import make_user
from tests.blog.make import HIDDEN, make_article, make_page

from .everywhere import FEEDS, LISTS, OTHERS, SECRET, make_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", LISTS + FEEDS)
def test_published_article_shows_everywhere(client, path):
    make_everything()
    assert SECRET in client.get(path).content.decode()


@pytest.mark.parametrize("status", HIDDEN)
def test_hidden_article_shows_nowhere(client, status):
    make_everything(status=status)
    for path in LISTS + FEEDS + OTHERS:
        response = client.get(path)
        words = response.content.decode()
        assert response.status_code == 200, path
        assert SECRET not in words, path
        assert "/articles/secret/" not in words, path
        assert "onlysecret" not in words, path


@pytest.mark.parametrize("status", HIDDEN)
def test_hidden_article_is_not_found_by_anyone(client, status):
    make_everything(status=status)
    staff = Client()
    staff.force_login(make_user(is_staff=True, is_superuser=True))
    for visitor in (client, staff):
        assert visitor.get("/articles/secret/").status_code == 404
        assert visitor.get("/tags/onlysecret/").status_code == 404
        assert visitor.get("/tags/onlysecret/feeds/rss/").status_code == 404


def test_scheduled_article_appears_at_its_moment(client):
    article = make_article(status="scheduled", slug="soon")
    assert client.get("/articles/soon/").status_code == 404
    type(article).objects.update(published_at=timezone.now())
    assert client.get("/articles/soon/").status_code == 200
    assert b"/articles/soon/" in client.get("/").content


def test_unpublished_page_is_not_found(client):
    make_page(slug="imprint", is_published=False)
    assert client.get("/pages/imprint/").status_code == 404
    assert b"/pages/imprint/" not in client.get("/").content
    assert b"/pages/imprint/" not in client.get("/sitemap.xml").content

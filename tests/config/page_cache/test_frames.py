"""Pages of kept parts are the pages that would be drawn whole, with what they may reach."""

import pytest

from blog.models import SiteSettings
from tests.blog.make import make_article
from tests.comments.make import make_comment

from ..visit import Visit

pytestmark = pytest.mark.django_db(transaction=True)
FILM = '<figure class="embed"><a href="https://youtu.be/dQw4w9WgXcQ">A film</a></figure>'
COUNTED = {
    "analytics_by": "plausible",
    "analytics_host": "stats.example",
    "analytics_id": "blog.example",
}


def policy_of(page: Visit) -> str:
    return page.headers["Content-Security-Policy"]


def test_a_comment_takes_nothing_from_what_the_article_may_show(door, django):
    SiteSettings.objects.create(**COUNTED)
    article = make_article(slug="film", source=FILM)
    first = Visit(door, "/articles/film/")
    make_comment(article=article)
    second = Visit(door, "/articles/film/")
    assert django.count == 2
    assert "https://www.youtube-nocookie.com" in policy_of(first)
    assert "https://stats.example" in policy_of(first)
    assert policy_of(second) == policy_of(first)

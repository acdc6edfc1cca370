"""Pages of kept parts are the pages that would be drawn whole, with what they may reach."""

import pytest

from authors.models import Author
from blog.models import Article, SiteSettings
from content import frames
from tests.blog.make import make_article, make_category
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


def test_a_search_is_drawn_around_its_frame_and_kept_nowhere(door, django):
    ines = Author.objects.create(name="Ines", slug="ines")
    make_article(title="Spring tides", authors=[ines], category=make_category(slug="sea"))
    for asked in ("?q=tides", "?q=tides&author=ines", "?q=%3Cb%3E+tides&in=articles&year=1066"):
        whole = Visit(django, f"/search/{asked}")
        for _ in range(2):
            page = Visit(door, f"/search/{asked}")
            assert page.body == whole.body
            assert page.headers["Cache-Control"] == "private, no-cache"
    assert django.count == 9
    assert len(frames._looks) == 2
    assert not door.store.pages


def test_no_search_shows_another(door):
    make_article(title="Spring tides")
    Visit(door, "/search/?q=tides")
    assert b"tides" not in Visit(door, "/search/?q=other").body
    assert b"tides" not in Visit(door, "/search/").body


def test_what_an_editor_changes_shows_in_the_next_search(door):
    ines = Author.objects.create(name="Ines", slug="ines")
    make_article(title="Spring tides", authors=[ines])
    assert b">Ines</option>" in Visit(door, "/search/?q=tides").body
    Author.objects.update(name="Ines Oliveira")
    assert b">Ines Oliveira</option>" in Visit(door, "/search/?q=tides").body
    Article.objects.update(status="draft")
    assert b"Ines" not in Visit(door, "/search/?q=tides").body


def test_who_counts_visitors_is_not_told_of_searches(door):
    SiteSettings.objects.create(**COUNTED)
    for _ in range(2):
        assert b"stats.example" in Visit(door, "/search/").body
        searched = Visit(door, "/search/?q=tides")
        assert b"stats.example" not in searched.body
        assert "stats.example" not in policy_of(searched)

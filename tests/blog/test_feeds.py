"""Every feed of the site is valid by the rules of tests/feed_rules.py, whatever stands in it."""

import json

import pytest

from comments.models import Comment
from tests.authors.make import make_author
from tests.comments.make import make_comment
from tests.feed_rules import ABSOLUTE, RFC3339, wrong_with_atom, wrong_with_rss

from .make import make_article, make_category, make_picture

pytestmark = pytest.mark.django_db

RICH = (
    '<h2>A & B</h2><p><a href="/archive/">in</a> <a href="#section-a-b">here</a> '
    '<a href="https://x.example/?a=1&b=2">out</a></p><img src="/media/images/a.webp" alt="">'
    '<figure class="embed"><a href="https://youtu.be/dQw4w9WgXcQ">A film</a></figure>'
    "<pre><code class=language-python>if a < b: pass</code></pre>]]>"
)


@pytest.fixture
def paths():
    ana = make_author(name="Ana & Bo <ana>")
    rich = make_article(
        slug="rich",
        title="Tides <b>& time",
        summary="1 < 2 & 3",
        source=RICH,
        authors=[ana, make_author()],
        tags=["salt & sea"],
        category=make_category(name="Sea & sky", slug="sea"),
        cover=make_picture(),
    )
    make_article(slug="bare", summary="", source="", canonical="https://elsewhere.example/")
    make_comment(article=rich, status="approved", source="1 < 2 & [in](/archive/)")
    assert Comment.objects.exists()
    tag = rich.tags.get()
    places = [
        "/",
        tag.get_absolute_url(),
        "/categories/sea/",
        ana.get_absolute_url(),
        "/articles/rich/",
    ]
    return [place + "feeds/" for place in places]


def test_atom_feeds_are_valid(client, paths):
    for path in paths:
        assert wrong_with_atom(client.get(f"{path}atom/").content) == []


def test_rss_feeds_are_valid(client, paths):
    for path in paths:
        assert wrong_with_rss(client.get(f"{path}rss/").content) == []


def test_json_feeds_are_valid(client, paths):
    for path in paths:
        feed = json.loads(client.get(f"{path}json/").content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert ABSOLUTE.fullmatch(feed["home_page_url"])
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids) > 0
        for item in feed["items"]:
            assert ABSOLUTE.fullmatch(item["url"])
            assert RFC3339.fullmatch(item["date_published"])
            assert "content_html" in item or "content_text" in item


def test_feeds_without_entries_are_valid(client):
    assert wrong_with_atom(client.get("/feeds/atom/").content) == []
    assert wrong_with_rss(client.get("/feeds/rss/").content) == []


def test_a_summary_is_words_and_no_markup(client, paths):
    assert (
        "<description>1 &amp;lt; 2 &amp;amp; 3</description>"
        in client.get("/feeds/rss/").content.decode()
    )
    items = json.loads(client.get("/feeds/json/").content)["items"]
    assert "1 < 2 & 3" in [item.get("summary") for item in items]

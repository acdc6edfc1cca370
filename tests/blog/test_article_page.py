"""The page of an article: who wrote it, its cover, its neighbours, and what it tells machines."""

import json
import re

import pytest
from django.utils import timezone

from tests.authors.make import make_author
from tests.blog.make import make_article, make_category, make_page, make_picture

pytestmark = pytest.mark.django_db


def test_article_names_its_authors_in_order(client):
    zoe, abe = make_author(name="Zoe"), make_author(name="Abe", credentials="Knows <things>")
    make_article(slug="both", authors=[zoe, abe])
    page = client.get("/articles/both/").content.decode()
    assert page.index(">Zoe</a>") < page.index(">Abe</a>")
    assert "Knows &lt;things&gt;" in page


def test_article_links_its_neighbours(client):
    moment = timezone.now().replace(year=2024)
    for slug in ("one", "two", "three"):  # the same moment: the later made is the newer
        make_article(slug=slug, title=slug.title(), published_at=moment)
    page = client.get("/articles/two/").content.decode()
    assert 'rel="prev" href="/articles/one/"' in page
    assert 'rel="next" href="/articles/three/"' in page


def test_cover_comes_with_its_words_and_its_size(client):
    make_article(slug="seen", cover=make_picture(alt="A <lighthouse>"))
    page = client.get("/articles/seen/").content.decode()
    picture = re.search(r'<figure class="article-cover">\s*(<img[^>]*>)', page)[1]
    for words in ('alt="A &lt;lighthouse&gt;"', 'width="1200"', 'height="800"'):
        assert words in picture
    assert '<meta property="og:image" content="http://127.0.0.1:8000/media/images/' in page


def linked_data(response) -> list[dict]:
    page = response.content.decode()
    return json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_title_cannot_break_out_of_the_linked_data(client):
    title = '</script><script>alert(1)</script><!-- " & \u2028'
    make_article(slug="sly", title=title)
    response = client.get("/articles/sly/")
    assert "<script>alert" not in response.content.decode()
    assert linked_data(response)[0]["headline"] == title


def test_linked_data_says_who_wrote_what_and_where_it_stands(client):
    wanda = make_author(name="Wanda", slug="wanda", role="Editor")
    wanda.links.create(label="Site", url="https://wanda.example")
    make_article(slug="known", authors=[wanda], category=make_category(name="Art", slug="art"))
    article, trail = linked_data(client.get("/articles/known/"))
    assert article["@type"] == "BlogPosting"
    assert article["author"][0]["name"] == "Wanda"
    assert article["commentCount"] == 0
    assert trail["itemListElement"][0]["name"] == "Art"
    person, _trail = linked_data(client.get("/authors/wanda/"))
    assert person["@type"] == "Person"
    assert person["sameAs"] == ["https://wanda.example"]
    assert person["@id"] == article["author"][0]["@id"]


def test_article_page_needs_twelve_queries_at_the_most(client, django_assert_max_num_queries):
    authors = [make_author(portrait=make_picture()) for _ in range(3)]
    category = make_category(parent=make_category())
    for _ in range(3):
        make_article(authors=authors, tags=["a", "b"], category=category, cover=make_picture())
    make_page()
    article = make_article(authors=authors, tags=["a", "b"], category=category)
    with django_assert_max_num_queries(12):
        assert client.get(article.get_absolute_url()).status_code == 200

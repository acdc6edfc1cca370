"""What readers see, and never see."""

import json
import re

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from blog.models import SiteSettings
from tests.authors.make import make_author, make_user
from tests.blog.make import (
    HIDDEN,
    make_article,
    make_category,
    make_page,
    make_picture,
    sign,
)

pytestmark = pytest.mark.django_db

SECRET = "Unheard Of"


def make_everything(*, status: str = "published", title: str = SECRET):
    """An article that shows wherever an article can, with a neighbour that is always public."""
    author = make_author(name="Wanda", slug="wanda")
    category = make_category(name="Science", slug="science")
    moment = timezone.now().replace(year=2024, month=5, day=3)
    common = {"authors": [author], "category": category, "tags": ["shared"]}
    make_article(slug="public", title="Public", published_at=moment, **common)
    fields = {} if status == "scheduled" else {"published_at": moment}
    return make_article(
        slug="secret",
        status=status,
        title=title,
        summary=f"{title} summary",
        source=f"<p>{title} body</p>",
        **fields,
        **(common | {"tags": ["shared", "onlysecret"]}),
    )


LISTS = [
    "/",
    "/categories/science/",
    "/tags/shared/",
    "/archive/2024/05/",
    "/authors/wanda/",
]
FEEDS = [
    f"{place}feeds/{kind}/"
    for place in ("/", "/categories/science/", "/tags/shared/", "/authors/wanda/")
    for kind in ("rss", "atom", "json")
]
OTHERS = ["/articles/public/", "/archive/", "/authors/", "/sitemap.xml", "/robots.txt"]


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


def test_month_begins_at_midnight_of_the_site(client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    moment = timezone.datetime(2024, 4, 30, 15, 30, tzinfo=timezone.get_fixed_timezone(0))
    make_article(slug="may", published_at=moment)
    assert b"/articles/may/" in client.get("/archive/2024/05/").content
    assert client.get("/archive/2024/04/").status_code == 404


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


def test_empty_site_says_so(client):
    assert b"Nothing is published yet" in client.get("/").content
    assert b"Nothing is published yet" in client.get("/archive/").content
    assert b"introduced themselves" in client.get("/authors/").content


def test_empty_category_and_author_say_so(client):
    make_category(slug="quiet")
    make_author(slug="new")
    assert b"Nothing is published in this category yet" in client.get("/categories/quiet/").content
    assert b"has not published anything" in client.get("/authors/new/").content


def test_category_shows_what_stands_in_the_categories_inside_it(client):
    science = make_category(name="Science", slug="science")
    physics = make_category(name="Physics", slug="physics", parent=science)
    make_article(slug="quarks", category=physics)
    assert b"/articles/quarks/" in client.get("/categories/science/").content
    page = client.get("/categories/physics/").content
    assert b'<a href="/categories/science/">Science</a>' in page


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


def test_title_cannot_break_out_of_the_linked_data(client):
    title = '</script><script>alert(1)</script><!-- " & \u2028'
    make_article(slug="sly", title=title)
    page = client.get("/articles/sly/").content.decode()
    assert "<script>alert" not in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data[0]["headline"] == title


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


def test_host_header_changes_no_address(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_everything()
    for path in [*LISTS, *FEEDS, *OTHERS, "/articles/secret/"]:
        assert b"evil.example" not in client.get(path, HTTP_HOST="evil.example").content


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


def test_article_page_needs_twelve_queries_at_the_most(client, django_assert_max_num_queries):
    authors = [make_author(portrait=make_picture()) for _ in range(3)]
    category = make_category(parent=make_category())
    for _ in range(3):
        make_article(authors=authors, tags=["a", "b"], category=category, cover=make_picture())
    make_page()
    article = make_article(authors=authors, tags=["a", "b"], category=category)
    with django_assert_max_num_queries(12):
        assert client.get(article.get_absolute_url()).status_code == 200


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


def linked_data(response) -> list[dict]:
    page = response.content.decode()
    return json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])

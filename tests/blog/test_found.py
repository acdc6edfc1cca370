"""What search engines and social networks are told of articles and pages."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog import manuscript, previews, sitemaps, writing
from blog.admin.card import card_of_typed
from blog.models import Page, WorkingCopy
from tests.authors.make import make_author, make_editor, signed_in

from .desk import change_path, form
from .make import make_article, make_page, make_picture

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PICTURE = "{http://www.google.com/schemas/sitemap-image/1.1}"
SAID = {
    "seo_title": "Tides, explained",
    "seo_description": "Why the sea comes back.",
    "canonical": "https://elsewhere.example/tides/",
    "is_noindex": True,
}


def head_of(client, path: str) -> str:
    return client.get(path).content.decode().split("</head>")[0]


def urls(client, path="/sitemap.xml") -> dict[str, list[str]]:
    """Return the addresses in the sitemap with those of their pictures."""
    root = ElementTree.fromstring(client.get(path).content)
    return {
        url.findtext(f"{SITEMAP}loc"): [picture.text for picture in url.iter(f"{PICTURE}loc")]
        for url in root.iter(f"{SITEMAP}url")
    }


def test_what_is_said_for_search_engines_stands_in_the_head(client, settings):
    picture = make_picture()
    make_article(slug="tides", social_picture=picture, cover=make_picture(), **SAID)
    Page.objects.filter(pk=make_page(slug="us").pk).update(social_picture=picture, **SAID)
    for path in ("/articles/tides/", "/pages/us/"):
        head = head_of(client, path)
        assert "<title>Tides, explained – " in head
        assert '<meta name="description" content="Why the sea comes back.">' in head
        assert '<link rel="canonical" href="https://elsewhere.example/tides/">' in head
        assert '<meta name="robots" content="noindex">' in head
        assert '<meta property="og:title" content="Tides, explained">' in head
        assert f'<meta property="og:image" content="{settings.SITE_URL}{picture.file.url}">' in head


def test_without_it_title_summary_address_and_cover_serve(client, settings):
    article = make_article(title="Tides", slug="tides", summary="In, out.", cover=make_picture())
    head = head_of(client, "/articles/tides/")
    assert "<title>Tides – " in head
    assert '<meta name="description" content="In, out.">' in head
    assert f'<link rel="canonical" href="{settings.SITE_URL}/articles/tides/">' in head
    assert article.cover.file.url in head
    assert "robots" not in head


def test_readers_see_the_titles_own_words(client):
    make_article(title="Tides", slug="tides", **SAID)
    body = client.get("/articles/tides/").content.decode().split("</head>")[1]
    assert '<h1 class="article-title">Tides</h1>' in body
    assert b"Tides, explained" not in client.get("/feeds/atom/").content


def test_a_page_kept_from_search_engines_is_in_no_sitemap(client, settings):
    make_article(slug="kept", is_noindex=True)
    make_article(slug="elsewhere", canonical="https://elsewhere.example/")
    make_article(slug="listed")
    make_page(slug="hidden", is_noindex=True)
    found = [address for address in urls(client) if "/articles/" in address or "/pages/" in address]
    assert found == [f"{settings.SITE_URL}/articles/listed/"]


def test_sitemap_lists_the_pictures_of_an_article(client, settings):
    cover = make_picture()
    source = (
        '<p>a</p><img src="/media/images/a.webp" alt="A"><img src="/media/images/a.webp" alt="B">'
    )
    make_article(slug="shown", cover=cover, source=source)
    make_article(slug="hidden", cover=make_picture(), status="draft")
    pictures = urls(client)[f"{settings.SITE_URL}/articles/shown/"]
    assert pictures == [
        f"{settings.SITE_URL}{cover.file.url}",
        f"{settings.SITE_URL}/media/images/a.webp",
    ]


def test_sitemap_asks_as_often_for_many_covers_as_for_one(client, django_assert_num_queries):
    make_article(slug="first", cover=make_picture())
    with CaptureQueriesContext(connection) as asked:
        client.get("/sitemap.xml?a")
    for number in range(3):
        make_article(slug=f"further-{number}", cover=make_picture())
    with django_assert_num_queries(len(asked)):
        client.get("/sitemap.xml?b")


def test_a_large_site_has_a_list_of_lists(client, settings, monkeypatch):
    monkeypatch.setattr(sitemaps.Articles, "limit", 2)
    for number in range(3):
        make_article(slug=f"a{number}", published_at=timezone.now() - timedelta(days=number + 1))
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [place.text for place in root.iter(f"{SITEMAP}loc")]
    assert f"{settings.SITE_URL}/sitemap-articles.xml?p=2" in parts
    listed = [
        address.rsplit("/", 2)[1]
        for part in parts
        if "articles" in part
        for address in urls(client, part.removeprefix(settings.SITE_URL))
    ]
    assert listed == ["a0", "a1", "a2"]


def test_unknown_part_of_the_sitemap_is_not_found(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_what_is_typed_for_search_engines_is_kept_apart_until_it_is_published():
    article = make_article(slug="tides", title="Tides")
    picture = make_picture()
    typed = manuscript.settled(article) | {
        "seo_title": "Typed",
        "is_noindex": "on",
        "social_picture": str(picture.pk),
    }
    writing.keep(article=article, manuscript=typed, version=0, by=make_editor(), now=timezone.now())
    article.refresh_from_db()
    assert (article.seo_title, article.is_noindex) == ("", False)
    assert WorkingCopy.of(article).manuscript["seo_title"] == "Typed"
    card = card_of_typed(WorkingCopy.of(article).manuscript)
    assert (card.title, card.picture, card.is_noindex) == ("Typed", picture, True)


def test_publishing_stores_what_is_said_for_search_engines():
    article = make_article(title="Tides", slug="tides", authors=[make_author()])
    said = SAID | {"is_noindex": "on", "social_picture": make_picture().pk}
    fields = form(slug="tides", bylines=list(article.authors.all()), _publish="1", **said)
    signed_in(make_editor()).post(change_path(article), fields)
    article.refresh_from_db()
    assert {name: getattr(article, name) for name in SAID} == SAID
    assert article.social_picture_id == said["social_picture"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/articles/a/", "x", "ftp://x.example/"]
)
def test_original_address_is_one_of_the_web(address):
    page = make_page()
    page.canonical = address
    with pytest.raises(Exception, match="canonical"):
        page.full_clean()


def test_older_manuscripts_without_these_words_still_show(client):
    article = make_article(status="draft")
    old = {
        name: value
        for name, value in manuscript.settled(article).items()
        if name not in (*SAID, "social_picture")
    }
    writing.keep(article=article, manuscript=old, version=0, by=make_editor(), now=timezone.now())
    assert previews.drafted(article, old, now=timezone.now()).article.seo_title == ""
    client.force_login(make_editor())
    assert client.get(f"/admin/blog/article/{article.pk}/change/").status_code == 200

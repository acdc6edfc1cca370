"""The search: what readers find, what nobody may find, and whatever can be typed."""

import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.models import Article, Page
from blog.search import words
from blog.search.kinds import Narrowing, find
from comments.models import Comment
from comments.moderation.decisions import Seen, decide
from tests.authors.make import make_author
from tests.blog.make import HIDDEN, make_article, make_category, make_page, make_picture
from tests.comments.make import make_comment

pytestmark = pytest.mark.django_db


def found(typed: str, kind: str = "articles", *, language: str = "", **narrowing) -> list:
    """Return the rows of a kind that everybody finds, the best first."""
    asked = words.read(typed, language)
    finds = find(asked, narrowing=Narrowing(**narrowing), now=timezone.now())
    return [hit.row for some in finds if some.kind.name == kind for hit in some[:20]]


def test_articles_pages_and_comments_are_found():
    article = make_article(title="On lighthouses")
    page = make_page(title="Lighthouse keepers")
    comment = make_comment(article=article, source="My *lighthouse* is taller.")
    assert found("lighthouse") == [article]
    assert found("lighthouse", "pages") == [page]
    assert found("lighthouse", "comments") == [comment]


@pytest.mark.parametrize("status", HIDDEN)
def test_an_article_that_readers_cannot_see_is_not_found(client, status):
    make_article(status=status, title="Unheard", source="<p>Unheard</p>", summary="Unheard")
    assert found("unheard") == []
    assert b"Nothing found" in client.get("/search/?q=unheard").content


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_a_comment_that_is_not_approved_is_not_found(status):
    make_comment(source="Unheard words", status=status)
    assert found("unheard", "comments") == []


@pytest.mark.parametrize("status", HIDDEN)
def test_a_comment_below_an_article_that_nobody_sees_is_not_found(status):
    comment = make_comment(source="Unheard words")
    later = timezone.now() + timedelta(days=1)
    kept = {"published_at": later} if status == "scheduled" else {"status": status}
    Article.objects.update(**kept)
    assert found("unheard", "comments") == []
    Article.objects.update(status="published", published_at=timezone.now() - timedelta(days=1))
    assert found("unheard", "comments") == [comment]


def test_an_unpublished_page_is_not_found():
    make_page(title="Unheard", is_published=False)
    assert found("unheard", "pages") == []


def test_decisions_in_bulk_show_at_the_next_search():
    article = make_article()
    many = [
        make_comment(article=article, source=f"Herring {n}", status="pending") for n in range(5)
    ]
    now = timezone.now()
    decide(Seen.all_of(Comment.objects.all()), to="approved", now=now)
    assert len(found("herring", "comments")) == len(many)
    decide(Seen.all_of(Comment.objects.all()), to="spam", now=now)
    assert found("herring", "comments") == []


def test_rows_changed_in_bulk_are_found_by_their_new_words_alone():
    article = make_article(title="Herring")
    Article.objects.update(title="Mackerel")
    assert found("herring") == []
    assert found("mackerel") == [article]
    Article.objects.bulk_update([Article(pk=article.pk, title="Sprat")], ["title"])
    assert (found("mackerel"), found("sprat")) == ([], [article])


def test_rows_made_and_deleted_in_bulk_are_followed():
    Page.objects.bulk_create(
        [Page(title=f"Herring {n}", slug=f"p{n}", is_published=True) for n in range(3)]
    )
    assert len(found("herring", "pages")) == 3
    Page.objects.filter(slug="p1").delete()
    assert len(found("herring", "pages")) == 2


def test_a_rewritten_text_is_found_by_what_readers_see_of_it():
    article = make_article(source='<p class="herring">The <strong>tide</strong> &amp; more</p>')
    assert found("tide") == [article]
    assert found("herring") == found("strong") == []


def test_a_title_counts_more_than_a_summary_and_that_more_than_the_text():
    body = make_article(source="<p>tides tides tides</p>")
    summary = make_article(summary="About tides")
    title = make_article(title="Tides")
    assert found("tides") == [title, summary, body]


def test_all_words_must_be_there():
    both = make_article(title="Bell and gun")
    make_article(title="Bell")
    assert found("bell gun") == [both]


def test_words_in_quotes_stand_in_a_row():
    row = make_article(title="The rule of twelfths")
    make_article(title="Twelfths of a rule")
    assert found('"rule of twelfths"') == [row]
    assert len(found("rule of twelfths")) == 2


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "café", "cafe\u0301", "caf"])
@pytest.mark.parametrize("title", ["Café", "CAFE", "cafe\u0301s"])
def test_accents_and_case_make_no_difference(typed, title):
    article = make_article(title=title)
    assert found(typed) == [article]


@pytest.mark.parametrize(
    "word", ["прилив", "שלום", "ώρα", "γλώσσα", "naïve", "hvad-så", "don't", "हिन्दी"]
)
def test_other_scripts_and_joined_words_are_found(word):
    article = make_article(title=f"A {word} here")
    assert found(word) == [article]


# What each language's readers expect to be one word; the same on every database.
FAMILIES = {
    "en": [
        ("tide", "tides", "Tides'"),
        ("story", "stories"),
        ("carry", "carries", "carried", "carrying"),
        ("publish", "publishes", "published", "publishing"),
        ("make", "makes", "making"),
        ("hope", "hopes", "hoped", "hoping"),
        ("stop", "stops", "stopped", "stopping"),
        ("travel", "travels", "travelled", "travelling"),
        ("call", "calls", "called", "calling"),
        ("box", "boxes"),
        ("glass", "glasses"),
        ("church", "churches"),
        ("lighthouse", "lighthouses", "Lighthouse's"),
        ("café", "cafés", "cafes"),
    ],
    "de": [("Haus", "Häuser", "Häusern", "Hauses"), ("Tag", "Tage", "Tagen"), ("Bild", "Bilder")],
    "fr": [("phare", "phares"), ("bateau", "bateaux"), ("marée", "marées")],
    "es": [("faro", "faros"), ("mar", "mares")],
}
FORMS = [
    (language, typed, family)
    for language, families in FAMILIES.items()
    for family in families
    for typed in family
]


@pytest.mark.parametrize(("language", "typed", "family"), FORMS)
def test_each_form_of_a_word_finds_all_others(language, typed, family):
    articles = {make_article(title=f"On {form} here") for form in family}
    make_article(title="Quite another matter")
    assert set(found(typed, language=language)) == articles


@pytest.mark.parametrize(
    ("typed", "other"),
    [("this", "thin"), ("glass", "glade"), ("thing", "thaw"), ("bus", "bull"), ("king", "kilt")],
)
def test_what_only_looks_like_an_ending_stays(typed, other):
    make_article(title=f"On {other} here")
    assert found(typed, language="en") == []


def test_a_word_as_it_was_typed_comes_before_its_other_forms():
    other = make_article(title="Evening", published_at=timezone.now() - timedelta(days=9))
    make_article(title="Evenly")
    assert found("evening", language="en")[0] == other


def test_the_page_finds_and_marks_the_forms_of_the_site_s_language(client):
    make_article(title="A story", source="<p>The stories told</p>")
    page = client.get("/search/?q=stories").content.decode()
    assert "A <mark>story</mark>" in page
    assert "The <mark>stories</mark> told" in page


def test_the_passage_marks_the_words_and_escapes_all_else(client):
    text = "Before. " * 60 + "The &lt;script&gt;alert(1)&lt;/script&gt; café tide <em>came</em> in."
    make_article(title="A <b>tide</b>", source=f"<p>{text}</p>")
    page = client.get("/search/?q=cafe+tide+script").content.decode()
    assert "A &lt;b&gt;<mark>tide</mark>&lt;/b&gt;" in page
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in page
    assert "<mark>café</mark> <mark>tide</mark>" in page
    assert "<script>alert" not in page


def test_what_was_typed_comes_back_escaped(client):
    page = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_readers_narrow_by_author_category_and_year(client):
    wanda = make_author(name="Wanda", slug="wanda")
    art, old = make_category(name="Art", slug="art"), datetime(2019, 5, 1, tzinfo=UTC)
    inside = make_category(name="Oil", slug="oil", parent=art)
    by_wanda = make_article(title="Tide one", authors=[wanda])
    in_oil = make_article(title="Tide two", category=inside)
    early = make_article(title="Tide three", published_at=old)
    assert found("tide", author=wanda) == [by_wanda]
    assert found("tide", category=art) == [in_oil]
    assert found("tide", year=2019) == [early]
    page = client.get("/search/?q=tide&author=wanda").content.decode()
    assert "/articles/" + by_wanda.slug in page
    assert "/articles/" + in_oil.slug not in page
    assert '<option value="wanda" selected>' in page


def test_comments_are_narrowed_by_their_article_and_their_own_year():
    wanda = make_author()
    article = make_article(authors=[wanda])
    comment = make_comment(article=article, source="tide")
    make_comment(source="tide")
    assert found("tide", "comments", author=wanda) == [comment]
    assert found("tide", "comments", author=wanda, year=2019) == []


def test_one_kind_is_shown_in_pages(client):
    for number in range(12):
        make_article(title=f"Tide {number}")
    first = client.get("/search/?q=tide").content.decode()
    assert first.count('class="found"') == 5
    assert "Show all 12 results" in first
    second = client.get("/search/?q=tide&in=articles&page=2").content.decode()
    assert second.count('class="found"') == 2
    assert 'href="?q=tide&amp;in=articles"' in second
    assert client.get("/search/?q=tide&in=articles&page=3").status_code == 404


def test_no_more_are_counted_than_anybody_looks_through(client, monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 3)
    for _ in range(4):
        make_article(title="Tide")
    page = client.get("/search/?q=tide").content.decode()
    assert '<span class="meta">3+</span>' in page


def test_of_too_many_those_with_the_words_in_their_titles_are_found_however_old(monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 3)
    old = datetime(2019, 5, 1, tzinfo=UTC)
    title = make_article(title="The tide", published_at=old)
    late = [make_article(source="<p>A tide, and more</p>") for _ in range(5)]
    assert found("tide") == [title, *late[:-3:-1]]


@pytest.mark.parametrize("query", ["", "?q=", "?q=tide", "?q=zebra", "?q=*", "?q=tide&in=comments"])
def test_the_page_is_valid_and_kept_by_nobody(client, query):
    article = make_article(title="Tide", cover=make_picture(), authors=[make_author()])
    make_page(title="Tide tables")
    make_comment(article=article, source="tide")
    response = client.get(f"/search/{query}")
    html = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    assert len(re.findall("<h1[ >]", html)) == 1
    assert '<meta name="robots" content="noindex">' in html
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not response.cookies


def test_robots_stay_away_from_the_search(client):
    assert b"Disallow: /search/" in client.get("/robots.txt").content


def test_queries_of_the_page_do_not_grow(client, django_assert_max_num_queries):
    def publish():
        article = make_article(title="Tide", authors=[make_author()], category=make_category())
        make_comment(article=article, source="tide tide")

    publish()
    client.get("/search/?q=tide")
    with django_assert_max_num_queries(20) as few:
        client.get("/search/?q=tide")
    for _ in range(4):
        publish()
    with django_assert_max_num_queries(len(few)):
        client.get("/search/?q=tide")


TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*()-+^:{}&|!<>\\\x00 abANDORNEAR_é%", max_size=40),
    st.sampled_from(
        ['"', '""', "*", "a*", "-a", "NEAR(a b)", "a AND", "OR", "'", "\\", "a\\'b", "a\x00b", "%00",
         "x" * 10_000, '"' * 10_000, "a " * 5_000, "col:a", "^a", "{a b}:c", "\u0301", "\ud7ff", "_", "__a"]
    ),
)  # fmt: skip


@given(typed=TYPED, kind=st.sampled_from(["", "articles", "comments", "nothing", "\x00"]))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_gives_results_or_nothing_found(db, typed, kind):
    response = Client().get("/search/", {"q": typed, "in": kind, "author": typed, "year": typed})
    assert response.status_code == 200
    assert find(words.read(typed), narrowing=Narrowing(), now=timezone.now()) is not None
    for some in find(words.read(typed), narrowing=Narrowing(), now=timezone.now()):
        assert some.first == []

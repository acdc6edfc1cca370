"""The search: what readers find, and what nobody may find."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from blog.models import Article, Page
from comments.models import Comment
from comments.moderation.decisions import Seen, decide
from tests.authors.make import make_author
from tests.blog.make import HIDDEN, make_article, make_category, make_page
from tests.comments.make import make_comment

from .finding import found

pytestmark = pytest.mark.django_db


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


def test_of_too_many_those_with_the_words_in_their_titles_are_found_however_old(monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 3)
    old = datetime(2019, 5, 1, tzinfo=UTC)
    title = make_article(title="The tide", published_at=old)
    late = [make_article(source="<p>A tide, and more</p>") for _ in range(5)]
    assert found("tide") == [title, *late[:-3:-1]]

"""A search server beside the database: asked first, and never missed."""

import threading

import pytest

from blog.models import Article, ArticleIndex
from blog.search import server, words
from tests.authors.make import make_author
from tests.blog.make import HIDDEN, make_article, make_page
from tests.comments.make import make_comment
from tests.comments.tree.test_concurrency import at_once
from tests.opensearch import server as interface

from .finding import FORMS, found
from .telling import tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(fake, monkeypatch):
    """Give the search server, with a database that knows no words."""
    monkeypatch.setattr("blog.search.kinds.best", lambda rows, words, most: [])
    return fake


def test_articles_pages_and_comments_are_found_by_the_server(alone):
    article, page = make_article(title="On lighthouses"), make_page(title="Lighthouse keepers")
    comment = make_comment(article=article, source="My lighthouse is taller.")
    tell_all()
    assert found("lighthouse") == [article]
    assert found("lighthouse", "pages") == [page]
    assert found("lighthouse", "comments") == [comment]


@pytest.mark.parametrize("status", HIDDEN)
def test_what_readers_cannot_see_is_never_found_whatever_the_server_holds(fake, status):
    article = make_article(title="Unheard", status=status)
    comment = make_comment(source="Unheard", status="spam")
    page = make_page(title="Unheard", is_published=False)
    tell_all()
    server.push(
        [
            ("blog_articleindex", article.pk, 10**6, {"title": "Unheard"}),
            ("blog_pageindex", page.pk, 10**6, {"title": "Unheard"}),
            ("comments_commentindex", comment.pk, 10**6, {"source": "Unheard"}),
        ]
    )
    for kind in ("articles", "pages", "comments"):
        assert found("unheard", kind) == []


def test_more_is_asked_for_where_few_of_the_best_are_wanted(fake, monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 2)
    wanda = make_author()
    by_wanda = make_article(summary="Tide", authors=[wanda])
    for _ in range(4):
        make_article(title="Tide")
    tell_all()
    assert found("tide", author=wanda) == [by_wanda]
    assert found("tide", author=make_author()) == []
    assert len(found("tide")) == 2


def test_among_more_than_can_be_named_as_many_of_the_best_are_looked_at(fake, monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 2)
    monkeypatch.setattr(server, "WINDOW", 4)
    wanda = make_author()
    made = [make_article(title="Tide", authors=[wanda]) for _ in range(5)]
    for _ in range(2):
        make_article(title="Tide")
    tell_all()
    assert found("tide", author=wanda) == [made[4], made[3]]


@pytest.mark.parametrize(("language", "typed", "family"), FORMS)
def test_each_form_of_a_word_finds_all_others(alone, language, typed, family):
    articles = {make_article(title=f"On {form} here") for form in family}
    make_article(title="Quite another matter")
    tell_all()
    assert set(found(typed, language=language)) == articles


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Η ΟΔΟΣ ΤΟΥ ΜΑΡΤΙΟΥ", "οδος"),
        ("Η ΟΔΟΣ ΤΟΥ ΜΑΡΤΙΟΥ", "ΟΔΟΣ"),
        ("Ύδωρ", "υδωρ"),
        ("I ❤️ you", '"I ❤️ you"'),
        ("I ❤️ you", '"i you"'),
        ("Zwölf Boxkämpfer\u2028jagen", "zwolf boxkampfer jagen"),
        ("Don't rock'n'roll", "don't rock'n'roll"),
        ("नमस्ते दुनिया", "नमस्ते"),
        ("Antidisestablishmentarianism", "antidisestablishment"),
    ],
)
def test_what_is_one_word_to_the_database_is_one_to_the_server(alone, text, typed):
    article = make_article(title=text)
    tell_all()
    assert found(typed) == [article]


def test_titles_count_more_and_quotes_keep_words_in_a_row(alone):
    title, text = make_article(title="A rule"), make_article(source="<p>The rule of twelfths</p>")
    tell_all()
    assert found("rule") == [title, text]
    assert found('"rule of twelfths"') == [text]
    assert found("rule twelfths") == [text]


def test_of_two_that_answer_equally_well_the_newer_comes_first(alone):
    older, newer = make_article(title="Tide"), make_article(title="Tide")
    tell_all()
    assert found("tide") == [newer, older]
    Article.objects.filter(pk=older.pk).update(text="Another text")
    tell_all()
    assert found("tide") == [newer, older]


def test_a_beginning_of_very_many_words_misses_none_and_asks_for_no_more(alone):
    beginnings = ["con", "pro", "int", "dis", "per", "sub"]
    many = " ".join(f"{beginning}{number}" for beginning in beginnings for number in range(250))
    make_article(source=f"<p>{many}</p>")
    article = make_article(source=f"<p>{' '.join(f'{each}zzz' for each in beginnings)}</p>")
    tell_all()
    assert article in found(" ".join(beginnings))
    assert article in found("con")


def test_an_article_with_an_endless_word_is_found_by_its_others(alone):
    article = make_article(source=f"<p>{'a' * 40_000} herring</p>")
    tell_all()
    assert found("herring") == [article]


def test_while_the_server_is_away_the_database_is_asked(client, fake):
    article = make_article(title="Herring")
    fake.status = 503
    assert b"herring" in client.get("/search/?q=herring").content.lower()
    assert found("herring") == [article]


@pytest.mark.parametrize("status", [401, 403, 429, 502, 503, 504])
def test_a_server_that_is_away_is_left_alone_for_a_while(fake, status):
    make_article(title="Herring")
    fake.status = status
    found("herring")
    fake.asked.clear()
    found("herring")
    assert fake.asked == []


@pytest.mark.parametrize("status", [400, 404, 413, 500])
def test_a_question_that_fails_by_itself_goes_to_the_database_and_the_next_does_not(fake, status):
    article = make_article(title="Herring")
    tell_all()
    fake.status = status
    assert found("herring") == [article]
    fake.status = None
    fake.asked.clear()
    assert found("herring") == [article]
    assert fake.asked == ["POST /blog/_search"] * 3  # of each kind one


@pytest.mark.parametrize("status", [400, 503])
def test_the_log_says_what_fails_but_not_what_was_typed(fake, caplog, status):
    fake.status = status
    found("herring")
    assert str(status) in caplog.text
    assert "herring" not in caplog.text


def test_threads_that_ask_at_once_keep_their_connections(fake, monkeypatch):
    find, together = interface.search, threading.Barrier(4)

    def met(*asked):
        together.wait()
        return find(*asked)

    def ask(number):
        for _ in range(3):
            server.find(ArticleIndex, words.read("tide"), most=5)
            together.wait()

    monkeypatch.setattr(interface, "search", met)
    at_once(ask, workers=4)
    assert fake.connections <= 4


def test_a_change_is_seen_by_the_next_search_though_nobody_asked_for_long(fake):
    assert fake.index.definition["settings"]["index"]["refresh_interval"] == "1s"

"""A search server beside the database: told of every change, asked first, and never missed."""

import pytest
from django.core.management import CommandError, call_command

from blog.models import Article, SearchChange
from blog.search import changes, server
from comments.models import Comment
from config.worker import FEED_REST_SECONDS, FEED_SECONDS, feed
from tests import opensearch
from tests.authors.make import make_author
from tests.blog.make import HIDDEN, make_article, make_page
from tests.comments.make import make_comment

from .finding import FORMS, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings, monkeypatch):
    monkeypatch.setattr(server, "_away_until", 0.0)
    with opensearch.running() as running:
        settings.SEARCH_URL = running.url
        changes.install()
        changes.tell()
        yield running
    changes.remove_triggers()


def tell_all() -> None:
    while changes.tell():
        pass


def test_articles_pages_and_comments_are_found_by_the_server(fake, monkeypatch):
    article, page = make_article(title="On lighthouses"), make_page(title="Lighthouse keepers")
    comment = make_comment(article=article, source="My lighthouse is taller.")
    tell_all()
    monkeypatch.setattr("blog.search.kinds.best", None)  # the database is not asked
    assert found("lighthouse") == [article]
    assert found("lighthouse", "pages") == [page]
    assert found("lighthouse", "comments") == [comment]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Article.objects.update(title="Herring"),
        lambda: Article.objects.bulk_update(
            [Article(pk=Article.objects.get().pk, title="Herring")], ["title"]
        ),
        lambda: Article.objects.get().delete() and make_article(title="Herring"),
    ],
)  # fmt: skip
def test_a_change_by_any_path_is_told_by_the_worker(fake, change):
    make_article(title="Mackerel")
    tell_all()
    change()
    assert feed() == FEED_SECONDS
    assert not SearchChange.objects.exists()
    assert found("mackerel") == []
    assert found("herring") == [Article.objects.get()]


def test_what_does_not_concern_the_search_is_not_told(fake):
    make_article()
    tell_all()
    Article.objects.update(word_count=7)
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize("status", HIDDEN)
def test_what_readers_cannot_see_is_never_found_whatever_the_server_holds(fake, status):
    article = make_article(title="Unheard", status=status)
    comment = make_comment(source="Unheard", status="spam")
    page = make_page(title="Unheard", is_published=False)
    tell_all()
    for row, table in ((article, "article"), (page, "page")):
        fake.documents[f"blog_{table}index:{row.pk}"] = (
            1,
            {"index": f"blog_{table}index", "title": "Unheard"},
        )
    fake.documents[f"comments_commentindex:{comment.pk}"] = (
        1,
        {"index": "comments_commentindex", "source": "Unheard"},
    )
    for kind in ("articles", "pages", "comments"):
        assert found("unheard", kind) == []


def test_hidden_rows_do_not_leave_the_server(fake):
    make_article(title="A secret draft", status="draft")
    comment = make_comment(source="A secret")
    tell_all()
    Comment.objects.filter(pk=comment.pk).update(status="rejected")
    tell_all()
    assert "secret" not in str([source for _, source in fake.documents.values()]).lower()


def test_more_is_asked_for_where_few_of_the_best_are_wanted(fake, monkeypatch):
    monkeypatch.setattr("blog.search.kinds.MOST_COUNTED", 2)
    wanda = make_author()
    for _ in range(4):
        make_article(title="Tide")
    by_wanda = make_article(summary="Tide", authors=[wanda])
    tell_all()
    assert found("tide", author=wanda) == [by_wanda]
    assert len(found("tide")) == 2


@pytest.mark.parametrize(("language", "typed", "family"), FORMS)
def test_each_form_of_a_word_finds_all_others(fake, language, typed, family):
    articles = {make_article(title=f"On {form} here") for form in family}
    make_article(title="Quite another matter")
    tell_all()
    assert set(found(typed, language=language)) == articles


def test_titles_count_more_and_quotes_keep_words_in_a_row(fake):
    text, title = make_article(source="<p>The rule of twelfths</p>"), make_article(title="A rule")
    tell_all()
    assert found("rule") == [title, text]
    assert found('"rule of twelfths"') == [text]
    assert found("rule twelfths") == [text]


def test_while_the_server_is_away_the_database_is_asked_and_nothing_noted_is_lost(client, fake):
    article = make_article(title="Herring")
    fake.is_broken = True
    assert feed() == FEED_REST_SECONDS
    assert b"herring" in client.get("/search/?q=herring").content.lower()
    assert found("herring") == [article]
    assert SearchChange.objects.exists()
    fake.is_broken = False
    assert feed() == FEED_SECONDS
    assert not SearchChange.objects.exists()
    assert len(fake.documents) == 1


def test_a_server_that_failed_is_left_alone_for_a_while(fake):
    make_article(title="Herring")
    fake.is_broken = True
    found("herring")
    fake.asked.clear()
    found("herring")
    assert fake.asked == []


def test_what_comes_late_does_not_overwrite_what_is_newer(fake):
    article = make_article(title="Old")
    Article.objects.update(title="New")
    tell_all()
    server.push([("blog_articleindex", article.pk, 1, {"title": "Old"})])
    assert found("new") == [article]


def test_an_index_that_is_gone_is_made_and_filled(fake):
    article = make_article(title="Herring")
    tell_all()
    fake.documents = None
    assert found("herring") == [article]  # by the database
    tell_all()
    assert fake.documents


def test_the_command_fills_it_anew_and_says_when_it_cannot(fake):
    article = make_article(title="Herring")
    fake.documents = {
        "blog_articleindex:999999": (1, {"index": "blog_articleindex", "title": "Stale"})
    }
    call_command("rebuild_index", verbosity=0)
    assert found("herring") == [article]
    assert "blog_articleindex:999999" not in fake.documents
    fake.is_broken = True
    with pytest.raises(CommandError, match="search server"):
        call_command("rebuild_index", verbosity=0)


def test_without_a_server_nothing_is_noted(settings):
    settings.SEARCH_URL = ""
    changes.install()
    make_article()
    assert not SearchChange.objects.exists()


def test_migrating_without_a_server_takes_the_triggers_away(fake, settings):
    settings.SEARCH_URL = ""
    changes.remove_triggers()
    changes.install()
    make_article()
    assert not SearchChange.objects.exists()

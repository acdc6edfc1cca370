"""What the search server is told: every change, by any path, at once or later."""

import pytest

from blog.models import Article, SearchChange
from blog.search import noting, server
from comments.models import Comment
from config.worker import FEED_REST_SECONDS, FEED_SECONDS, feed
from tests.blog.make import make_article
from tests.comments.make import make_comment

from .finding import found
from .telling import tell_all, titles

pytestmark = pytest.mark.django_db


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


def test_hidden_rows_do_not_leave_for_the_server(fake):
    make_article(title="A secret draft", status="draft")
    comment = make_comment(source="A secret")
    tell_all()
    Comment.objects.filter(pk=comment.pk).update(status="rejected")
    tell_all()
    assert "secret" not in str([source for _, source in fake.index.documents.values()]).lower()


def test_what_comes_late_does_not_overwrite_what_is_newer(fake):
    article = make_article(title="Old")
    Article.objects.update(title="New")
    tell_all()
    server.push([("blog_articleindex", article.pk, 1, {"title": "Old"})])
    assert titles(fake) == ["new"]


def test_while_the_server_is_away_nothing_noted_is_lost(fake):
    make_article(title="Herring")
    fake.status = 503
    assert feed() == FEED_REST_SECONDS
    assert SearchChange.objects.exists()
    fake.status = None
    assert feed() == FEED_SECONDS
    assert not SearchChange.objects.exists()
    assert titles(fake) == ["herring"]


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_a_document_that_is_not_taken_now_is_told_again(fake, status):
    make_article(title="Herring")
    fake.item_status = status
    assert feed() == FEED_REST_SECONDS
    fake.item_status = None
    assert feed() == FEED_SECONDS
    assert titles(fake) == ["herring"]


def test_a_document_that_is_never_taken_holds_up_no_other(fake, caplog):
    article = make_article()
    fake.item_status = 400
    assert feed() == FEED_SECONDS
    assert f"blog_articleindex:{article.pk} (set_by_a_test 400)" in caplog.text
    fake.item_status = None
    make_article(title="Herring")
    tell_all()
    assert titles(fake) == ["herring"]


def test_what_the_server_never_heard_of_is_forgotten_when_it_is_deleted(fake):
    make_article().delete()
    assert feed() == FEED_SECONDS
    assert not SearchChange.objects.exists()


def test_long_texts_are_told_in_pieces_that_a_server_takes(fake, monkeypatch):
    monkeypatch.setattr(server, "LARGEST_PUSH", 5_000, raising=False)
    fake.largest = 8_000
    for number in range(5):
        make_article(title=f"Article {number}", source=f"<p>{'word ' * 500}</p>")
    tell_all()
    assert len(titles(fake)) == 5


def test_without_a_server_nothing_is_noted(settings):
    settings.SEARCH_URL = ""
    noting.install()
    make_article()
    assert not SearchChange.objects.exists()


def test_migrating_without_a_server_takes_the_triggers_away(fake, settings):
    settings.SEARCH_URL = ""
    noting.remove_triggers(plan=[])
    noting.install()
    make_article()
    assert not SearchChange.objects.exists()

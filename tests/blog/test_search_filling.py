"""The search server's index is whole, or is made anew, whatever became of it and of the workers."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from blog.models import Article, SearchChange, SearchFilling
from blog.search import changes, definition, noting, server
from config.worker import FEED_REST_SECONDS, feed
from tests.blog.make import make_article
from tests.comments.tree.test_concurrency import at_once

from .finding import found
from .telling import tell_all, titles

pytestmark = pytest.mark.django_db


def test_what_was_being_written_while_the_index_was_filled_is_told(fake):
    make_article(title="Old")
    tell_all()
    number = SearchChange.objects.create(row_id=0).pk  # of a transaction that nobody else sees yet
    SearchChange.objects.all().delete()
    changes.rebuild()
    Article.objects.update(title="New")
    SearchChange.objects.update(id=number)
    tell_all()
    assert titles(fake) == ["new"]


def test_an_index_that_is_gone_is_made_and_filled(fake):
    article = make_article(title="Herring")
    tell_all()
    fake.index = None
    assert found("herring") == [article]  # by the database
    tell_all()
    assert titles(fake) == ["herring"]


def test_an_index_that_a_late_document_made_is_made_anew(fake, monkeypatch):
    """The server makes one by itself, with words of its own kind, where a worker tells while it is away."""
    make_article(title="Herring")
    push = server.push

    def gone(told):
        fake.index = None
        push(told)

    with monkeypatch.context() as patched:
        patched.setattr(server, "push", gone)
        changes.tell()
    assert not fake.index.is_strict
    tell_all()
    assert fake.index.is_strict
    assert titles(fake) == ["herring"]


@pytest.mark.parametrize(
    "deed", ["DELETE /blog", "PUT /blog", "PUT /blog/_mapping", "POST /blog/_bulk"]
)
def test_a_worker_that_hears_no_answer_leaves_an_index_that_becomes_whole(fake, deed):
    make_article(title="Herring")
    tell_all()
    fake.index, fake.lost = None, deed
    assert feed() == FEED_REST_SECONDS
    fake.lost = ""
    tell_all()
    assert fake.index.is_strict
    assert titles(fake) == ["herring"]


@pytest.mark.parametrize(
    ("module", "name"), [(changes, "_note_all"), (server, "set_mark"), (server, "push")]
)
@pytest.mark.parametrize("is_done", [True, False])
def test_a_worker_that_is_killed_leaves_an_index_that_becomes_whole(
    fake, monkeypatch, module, name, is_done
):
    make_article(title="Herring")
    tell_all()
    fake.index = None
    deed = getattr(module, name)

    def killed(*about):
        if is_done:
            deed(*about)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(module, name, killed)
        with pytest.raises(SystemExit):
            changes.tell()
    tell_all()
    assert titles(fake) == ["herring"]


def test_an_index_of_an_older_version_is_made_anew(fake, monkeypatch):
    make_article(title="Herring")
    tell_all()
    shortened = definition.SETTINGS["analysis"]["filter"]["shortened"]
    monkeypatch.setitem(shortened, "length", 50)
    tell_all()
    analysis = fake.index.definition["settings"]["analysis"]
    assert int(analysis["filter"]["shortened"]["length"]) == 50
    assert titles(fake) == ["herring"]


def test_of_two_workers_one_makes_the_index(fake):
    make_article(title="Herring")
    former = SearchFilling.present()
    assert changes.remake(former)
    fake.asked.clear()
    assert changes.remake(former) is None
    assert fake.asked == []


def test_what_is_told_while_the_index_is_made_anew_is_told_again(fake, monkeypatch):
    make_article(title="Herring")
    push = server.push

    def overtaken(told):
        push(told)
        changes.remake(SearchFilling.present())
        fake.index.documents.clear()

    with monkeypatch.context() as patched:
        patched.setattr(server, "push", overtaken)
        changes.tell()
    tell_all()
    assert titles(fake) == ["herring"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_makes_the_index_and_all_fill_it(fake, monkeypatch):
    monkeypatch.setattr(changes, "BATCH", 5)
    told = sorted(make_article().title.lower() for _ in range(30))
    fake.index = None
    fake.asked.clear()
    at_once(lambda number: [changes.tell() for _ in range(3)], workers=4)
    tell_all()
    assert fake.asked.count("PUT /blog") == 1
    assert titles(fake) == told
    assert not SearchChange.objects.exists()


def test_the_command_fills_it_anew_and_says_when_it_cannot(fake):
    article = make_article(title="Herring")
    server.push([("blog_articleindex", 999_999, 10**9, {"title": "Stale"})])
    server.push([("blog_articleindex", article.pk, 10**9, {"title": "From a later database"})])
    call_command("rebuild_index", verbosity=0)
    assert titles(fake) == ["herring"]
    fake.status = 503
    with pytest.raises(CommandError, match="search server"):
        call_command("rebuild_index", verbosity=0)


def test_what_changed_while_no_server_was_wanted_is_told_when_one_is_again(fake, settings):
    make_article(title="Mackerel")
    tell_all()
    url, settings.SEARCH_URL = settings.SEARCH_URL, ""
    noting.remove_triggers(plan=[])
    noting.install()
    Article.objects.update(title="Herring")
    settings.SEARCH_URL = url
    noting.remove_triggers(plan=[])
    noting.install()
    tell_all()
    assert titles(fake) == ["herring"]


def test_what_changes_while_tables_are_migrated_is_told(fake):
    make_article(title="Mackerel")
    tell_all()
    noting.remove_triggers(plan=["a migration"])
    Article.objects.update(title="Herring")
    noting.install()
    tell_all()
    assert titles(fake) == ["herring"]


def test_a_start_that_migrates_nothing_leaves_triggers_and_index_as_they_are(fake):
    make_article(title="Mackerel")
    tell_all()
    noting.remove_triggers(plan=[])
    Article.objects.update(title="Herring")
    noting.install()
    fake.asked.clear()
    tell_all()
    assert "DELETE /blog" not in fake.asked
    assert titles(fake) == ["herring"]


def test_triggers_of_another_version_are_made_anew(fake):
    with connection.cursor() as cursor:
        noting.triggers.remove(cursor, "blog_article", "found_blog_article_")
    noting.install()
    make_article(title="Herring")
    tell_all()
    assert titles(fake) == ["herring"]

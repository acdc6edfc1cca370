"""The index that the database keeps: made anew where it is not what it should be."""

import pytest
from django.core.management import call_command
from django.db import connection

from blog.models import Article
from blog.models.index import ArticleIndex
from blog.search import index, matching, words
from tests.blog.finding import found
from tests.blog.make import make_article

pytestmark = pytest.mark.django_db

INDEX_OF_HEADS = {
    "postgresql": "blog_articleindex_ts_filter_idx",
    "sqlite": "VIRTUAL TABLE INDEX",  # of FTS5, which knows columns by itself
}


def test_the_index_is_made_anew_by_a_command():
    article = make_article(title="Herring")
    with connection.cursor() as cursor:
        for name in _triggers(cursor):
            on = "" if connection.vendor == "sqlite" else ' ON "blog_article"'
            cursor.execute(f'DROP TRIGGER "{name}"{on}')
    Article.objects.update(title="Mackerel")
    assert found("mackerel") == []
    call_command("rebuild_index", verbosity=0)
    assert found("mackerel") == [article]
    assert found("herring") == []


def test_migrating_brings_back_triggers_that_a_rewritten_table_lost():
    with connection.cursor() as cursor:
        before = set(_triggers(cursor))
        index.remove_triggers()
        assert not _triggers(cursor)
        index.install()
        assert set(_triggers(cursor)) == before


def test_a_start_with_nothing_to_migrate_leaves_the_index_as_it_is(monkeypatch):
    article = make_article(title="Herring")
    made = []
    monkeypatch.setattr(index, "_make", lambda *of: made.append(of))
    call_command("migrate", verbosity=0)
    assert (made, found("herring")) == ([], [article])


def test_index_that_is_defined_in_another_way_is_made_anew(monkeypatch):
    dialect = index.DIALECTS[connection.vendor]
    article = make_article(title="Herring")
    statements = dialect.table_statements
    with connection.cursor() as cursor:
        before = set(_triggers(cursor))
        monkeypatch.setattr(
            dialect, "table_statements", lambda self: [*statements(self), "SELECT 1"]
        )
        index.install()
        assert not before & set(_triggers(cursor))
    assert found("herring") == [article]


def test_words_in_titles_are_found_by_an_index():
    make_article(title="Herring")
    heads, letters = ArticleIndex.heads(), ArticleIndex.head_letters()
    asked = matching.Query(words.read("herring"), columns=heads, letters=letters)
    if connection.vendor == "postgresql":  # of one row it would read all
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = ArticleIndex.objects.filter(words__answer=asked).explain()
    assert INDEX_OF_HEADS[connection.vendor] in plan


def _triggers(cursor) -> list[str]:
    return sorted(index.DIALECTS[connection.vendor](ArticleIndex).triggers(cursor))

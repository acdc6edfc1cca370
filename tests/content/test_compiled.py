"""Statements that are written once find what their querysets would, whoever asks."""

import threading

import pytest
from django.db import connections
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler

from blog.models import Article, Tag
from content.compiled import Compiled, CompiledByKeys

from ..blog.make import make_article, make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def pks():
    category = make_category(name="Sea")
    slugs = ("tides", "moons", "boats")
    return [make_article(slug=slug, title=slug.title(), category=category).pk for slug in slugs]


def by_pk(*pks: int):
    return Article.objects.filter(pk__in=pks).select_related("category").order_by("-pk")


def test_the_same_statement_finds_others(pks):
    found = Compiled(by_pk)
    for asked in ((pks[0], pks[1]), (pks[2], pks[0]), (pks[1], 0)):
        assert [row.slug for row in found(*asked)] == [row.slug for row in by_pk(*asked)]
    assert found(0, -1) == []


def test_rows_are_instances_with_what_was_read_beside_them(pks, django_assert_num_queries):
    found = Compiled(by_pk)
    with django_assert_num_queries(1):
        [article, _] = found(pks[0], pks[1])
        assert article.category.name == "Sea"
    article.title = "High tides"
    article.save()
    assert found(pks[0], pks[1])[0].title == "High tides"


def test_values_are_tuples(pks):
    named = Compiled(lambda pk: Article.objects.filter(pk=pk).values_list("slug", "title"))
    assert named(pks[1]) == [("moons", "Moons")]


def test_the_statement_is_written_once(pks, monkeypatch):
    found = Compiled(by_pk)
    found(*pks[:2])
    monkeypatch.setattr(SQLCompiler, "as_sql", None)
    assert len(found(*pks[1:])) == 2


def test_one_statement_serves_as_many_keys_as_there_are(pks, monkeypatch):
    found = CompiledByKeys(lambda keys: by_pk(*keys), most=4)
    assert [row.slug for row in found(pks)] == ["boats", "moons", "tides"]
    monkeypatch.setattr(SQLCompiler, "as_sql", None)
    assert [row.slug for row in found(pks[:1])] == ["tides"]
    assert [row.slug for row in found([*pks, 0])] == ["boats", "moons", "tides"]
    assert found([]) == []


def test_a_number_that_is_no_part_of_the_statement_is_refused():
    with pytest.raises(ValueError, match="Each number"):
        Compiled(lambda pk: Tag.objects.filter(Q(pk=pk + 1)))(1)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_by_their_own_connections(pks):
    found, seen = Compiled(by_pk), []
    found(*pks[:2])

    def ask():
        seen.extend(found(*pks[1:]))
        connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert [row.pk for row in seen] == [pks[2], pks[1]]

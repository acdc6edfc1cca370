"""Pages when many come at once, several processes serve, or the cache or the database fails."""

import logging
import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections

from blog.models import Article
from comments.models import Discussion
from config import page_versions
from config.page_cache import PageCache
from config.page_store import Memory, Shared
from tests.blog.make import make_article

from ..visit import Visit
from .make import Counted

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_who_come_at_once_one_makes_the_page(django, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    Discussion.objects.all().delete()
    Article.objects.update(title="New")
    start, answers = threading.Barrier(6), []

    def come():
        start.wait()
        answers.append(Visit(door, "/articles/tides/").body)
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert django.count == 2
    assert len(answers) == 6
    assert len(set(answers)) == 1


def test_a_shared_cache_serves_every_process():
    make_article(slug="tides")
    doors = [PageCache(Counted(), Shared(cache)) for _ in range(2)]
    for door in (*doors, *doors):
        assert Visit(door, "/articles/tides/").status == 200
    assert [door.application.count for door in doors] == [1, 0]
    Article.objects.update(title="Neap tides")
    for door in reversed(doors):
        assert b"Neap tides" in Visit(door, "/articles/tides/").body


def test_a_page_too_large_to_keep_is_still_served():
    make_article(slug="tides")
    door = PageCache(Counted(), Memory(100))
    for _ in range(2):
        assert Visit(door, "/articles/tides/").status == 200
    assert door.application.count == 2


def test_a_cache_that_is_down_breaks_no_page(caplog, django):
    class Broken:
        def get(self, *arguments):
            raise ConnectionError("gone")

        set = get

    door = PageCache(django, Shared(Broken()))
    make_article(slug="tides", title="Spring tides")
    with caplog.at_level(logging.ERROR, logger="rejoinder.cache"):
        for _ in range(3):
            assert b"Spring tides" in Visit(door, "/articles/tides/").body
    assert django.count == 3
    assert len(caplog.records) == 1  # said once, then left alone


def test_a_connection_that_was_lost_costs_one_page_made_anew(django, door):
    make_article(slug="tides", title="Spring tides")
    for _ in range(2):
        Visit(door, "/articles/tides/")
    connection.connection.close()
    for _ in range(2):
        assert b"Spring tides" in Visit(door, "/articles/tides/").body
    assert django.count == 2


def test_a_database_that_cannot_say_leaves_the_answer_to_django(monkeypatch, django, door):
    make_article(slug="tides")
    Visit(door, "/articles/tides/")
    monkeypatch.setitem(page_versions.QUERIES, "article", "SELECT nothing FROM nowhere")
    assert Visit(door, "/articles/tides/").status == 200
    assert django.count == 2

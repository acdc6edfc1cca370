"""Waiting for SQLite's write lock: at even intervals, as long as the settings say, and for nothing else."""

import threading

import pytest
from django.db import OperationalError, ProgrammingError
from django.db.utils import ConnectionHandler

from config.sqlite import base

pytestmark = pytest.mark.django_db
SECONDS = 0.2


@pytest.fixture
def path(tmp_path):
    return tmp_path / "db.sqlite3"


@pytest.fixture
def connect(path):
    """Return a function that opens a connection of Django's to the same file."""
    opened = []

    def open_one(timeout=SECONDS):
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
        database = {"ENGINE": "config.sqlite", "NAME": path, "OPTIONS": options}
        opened.append(ConnectionHandler({"default": database})["default"])
        opened[-1].inc_thread_sharing()
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


@pytest.fixture
def slept(monkeypatch):
    """The seconds of each wait between two questions; nobody really sleeps."""
    found = []
    monkeypatch.setattr(base.time, "sleep", found.append)
    return found


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def busy_timeout(connection) -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_a_free_lock_is_taken_at_once(connect, slept):
    connection = connect()
    begin(connection)
    assert slept == []
    connection.commit()
    assert busy_timeout(connection) == SECONDS * 1000


def test_who_waits_gets_it_once_it_is_free(connect):
    first, second = connect(), connect(timeout=20)
    begin(first)
    waiting = threading.Thread(target=begin, args=[second])
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive()
    first.commit()
    waiting.join(10)
    assert not waiting.is_alive()
    with pytest.raises(OperationalError, match="locked"):
        begin(connect(timeout=0))


def test_it_is_asked_for_at_even_intervals_until_the_time_is_over(connect, slept):
    first, second = connect(), connect()
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    shortest, longest = base.ASKED_AFTER
    assert len(slept) > 20
    assert all(shortest <= each <= longest for each in slept)
    assert busy_timeout(second) == SECONDS * 1000
    second.connection.rollback()
    first.commit()
    begin(second)


def test_other_troubles_are_not_waited_for(connect, slept):
    connection = connect()
    begin(connection)
    with pytest.raises(OperationalError, match="within a transaction"):
        connection._start_transaction_under_autocommit()
    connection.connection.close()
    with pytest.raises(ProgrammingError, match="closed"):
        connection._start_transaction_under_autocommit()
    assert slept == []

import contextlib
import sqlite3
import stat
from datetime import UTC, datetime, timedelta

import pytest

from config import backups

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    """A database in use: its last row stands only in the write-ahead log."""
    connection = sqlite3.connect(tmp_path / "db.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.execute("INSERT INTO words VALUES ('kept')")
    connection.commit()
    yield tmp_path / "db.sqlite3"
    connection.close()


def words(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT word FROM words").fetchall()


def test_copy_holds_all_even_what_is_not_in_the_file_yet(database, tmp_path):
    copy = backups.back_up(database, directory=tmp_path / "backups", now=NOON)
    assert words(copy) == [("kept",)]
    assert copy.name == "2030-01-01T12-00-00-000000Z.sqlite3"
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_copy_is_for_its_owner_alone(database, tmp_path):
    copy = backups.back_up(database, directory=tmp_path / "backups", now=NOON)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_last_five_copies_are_kept_and_other_peoples_files(database, tmp_path):
    directory = tmp_path / "backups"
    directory.mkdir()
    (directory / "before-the-move.sqlite3").write_text("mine")
    made = [
        backups.back_up(database, directory=directory, now=NOON + timedelta(days=day))
        for day in range(7)
    ]
    left = {path.name for path in directory.iterdir()}
    assert left == {path.name for path in made[-5:]} | {"before-the-move.sqlite3"}


def test_failed_copy_leaves_nothing_behind(tmp_path):
    not_a_database = tmp_path / "notes.txt"
    not_a_database.write_text("no database " * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        backups.back_up(not_a_database, directory=tmp_path / "backups", now=NOON)
    assert list((tmp_path / "backups").iterdir()) == []

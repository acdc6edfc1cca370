"""Copies of the SQLite database, made while it is in use. PostgreSQL has pg_dump (docs/deploy.md)."""

import contextlib
import os
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

NAME = "%Y-%m-%dT%H-%M-%S-%fZ.sqlite3"  # sorts by time
COPIES_KEPT = 5


def back_up(database: Path, *, directory: Path, now: datetime) -> Path:
    """Copy ``database`` into ``directory``, readable by its owner alone, and forget the oldest copies."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=directory, suffix=".part")
    os.close(handle)
    try:
        _copy(database, Path(draft))
        copy = directory / now.strftime(NAME)
        os.replace(draft, copy)
    except BaseException:
        os.unlink(draft)
        raise
    for old in _copies(directory)[:-COPIES_KEPT]:
        old.unlink()
    return copy


def _copy(database: Path, copy: Path) -> None:
    """Copy by SQLite's own means: a plain copy would miss what stands in the write-ahead log."""
    with (
        contextlib.closing(sqlite3.connect(database, timeout=20)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def _copies(directory: Path) -> list[Path]:
    """Return our own copies, oldest first; other files in the directory are their owner's."""
    return sorted(path for path in directory.glob("*.sqlite3") if _is_ours(path.name))


def _is_ours(name: str) -> bool:
    try:
        return bool(datetime.strptime(name, NAME))  # noqa: DTZ007  (only the form counts)
    except ValueError:
        return False

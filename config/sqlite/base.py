"""
Writers who wait for SQLite's write lock ask again at even intervals, whoever has waited for how long.

SQLite's own way to wait asks ever more rarely, up to every 100 ms, so that who has waited long loses against
whoever just came: with eight writers some waited 5 s, where even intervals take half of one at worst, for
as many transactions (docs/decisions/0028).
"""

import random
import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

ASKED_AFTER = (0.001, 0.007)  # seconds, at random: two that ask at once do so once


class DatabaseWrapper(base.DatabaseWrapper):
    """Of Django's, with another way to wait at BEGIN IMMEDIATE; its OPTIONS say for how long."""

    def _start_transaction_under_autocommit(self):
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)  # Python's own
        until = time.monotonic() + seconds
        self._wait_in_sqlite(0)
        try:
            while not self._has_begun(is_last=time.monotonic() >= until):
                time.sleep(random.uniform(*ASKED_AFTER))  # noqa: S311
        finally:
            self._wait_in_sqlite(seconds)

    def _has_begun(self, *, is_last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_BUSY or is_last:
                raise
            return False
        return True

    def _wait_in_sqlite(self, seconds: float) -> None:
        with self.wrap_database_errors:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

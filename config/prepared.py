"""
A query that is asked with every page: by the driver itself, prepared once a connection.

Django's cursor takes three times as long as SQLite for such a query, and has PostgreSQL plan it anew each
time, in five times as much as it takes to answer. Whoever counts Django's queries does not see it.
"""

import threading

from django.db.backends.base.base import BaseDatabaseWrapper

_own = threading.local()  # of each thread: its connection, and how that one is asked


def first_row(database: BaseDatabaseWrapper, query: str, values: tuple) -> tuple | None:
    """
    Return the first row as numbers (None stays None); None where there is none.

    ``query``: with ``%s`` for each of the ``values``, which are text and numbers.
    Raises ``database.Database.Error`` or Django's OperationalError: the database does not answer.
    """
    if database.connection is None:
        database.connect()
    if getattr(_own, "connection", None) is not database.connection:
        _own.connection = database.connection
        _own.ask = WAYS[database.vendor](database.connection)
    return _own.ask(query, values)


class OfSQLite:
    """The driver keeps prepared statements by their text."""

    def __init__(self, connection):
        self.cursor = connection.cursor()

    def __call__(self, query: str, values: tuple) -> tuple | None:
        row = self.cursor.execute(query.replace("%s", "?"), values).fetchone()
        return row and tuple(value and int(value) for value in row)


class OfPostgreSQL:
    """By libpq: psycopg's own cursor spends more on waiting for such a short answer than it takes."""

    def __init__(self, connection):
        from psycopg import OperationalError, pq

        self.error, self.found = OperationalError, pq.ExecStatus.TUPLES_OK
        self.connection, self.names = connection.pgconn, {}

    def __call__(self, query: str, values: tuple) -> tuple | None:
        name = self.names.get(query) or self._prepare(query, len(values))
        result = self.connection.exec_prepared(name, [str(value).encode() for value in values])
        if result.status != self.found:
            raise self.error(result.error_message.decode(errors="replace"))
        if not result.ntuples:
            return None
        row = (result.get_value(0, column) for column in range(result.nfields))
        return tuple(value and int(value) for value in row)

    def _prepare(self, query: str, count: int) -> bytes:
        name, numbered = b"rejoinder_%d" % len(self.names), query
        for number in range(1, count + 1):
            numbered = numbered.replace("%s", f"${number}", 1)
        result = self.connection.prepare(name, numbered.encode())
        if result.error_message:
            raise self.error(result.error_message.decode(errors="replace"))
        self.names[query] = name
        return name


WAYS = {"sqlite": OfSQLite, "postgresql": OfPostgreSQL}

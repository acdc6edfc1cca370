"""
The index follows the rows by itself: triggers in the database, whatever path a change takes.

``migrate`` takes them away where it changes tables, and brings them back with an index made anew, since
SQLite drops triggers with the tables that a migration rewrites, and PostgreSQL refuses to change a column
that has one.
"""

import hashlib

from django.apps import apps
from django.db import connections, transaction

from . import triggers
from .matching import Searched, heads_of

PREFIX = "words_"  # of every trigger's name


def indexes() -> list[type[Searched]]:
    return [model for model in apps.get_models() if issubclass(model, Searched)]


def install(using: str = "default", **kwargs) -> None:
    """Make what is missing of each index, and fill it; what is whole stays as it is."""
    connection = connections[using]
    for model in _present(connection):
        dialect = DIALECTS[connection.vendor](model)
        with transaction.atomic(using=using), connection.cursor() as cursor:
            if dialect.triggers(cursor) != set(dialect.statements()):
                dialect.remove(cursor)
                _make(dialect, cursor)


def remove_triggers(using: str = "default", plan: list | None = None, **kwargs) -> None:
    """Take them away; not for a ``migrate`` with an empty ``plan``, as at most starts: readers search."""
    if plan == []:
        return
    connection = connections[using]
    for model in _present(connection):
        with connection.cursor() as cursor:
            DIALECTS[connection.vendor](model).remove(cursor)


def rebuild(using: str = "default") -> None:
    """Make every index anew, from nothing."""
    with transaction.atomic(using=using):
        remove_triggers(using)
        install(using)


def _present(connection) -> list[type[Searched]]:
    if connection.vendor not in DIALECTS:
        return []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        return [
            model
            for model in indexes()
            if (table := model.searched()._meta.db_table) in tables
            and set(model.weights) <= _columns(connection, cursor, table)
        ]


def _columns(connection, cursor, table: str) -> set[str]:
    """Return the columns that there are: fewer, where a site goes back to an older version."""
    return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def _make(dialect, cursor) -> None:
    cursor.execute(f'DROP TABLE IF EXISTS "{dialect.index}"')
    for statement in [*dialect.table_statements(), *dialect.statements().values()]:
        cursor.execute(statement)
    cursor.execute(dialect.fill())


class Dialect:
    """What both databases share: the names of one index's table, columns and triggers."""

    def __init__(self, model: type[Searched]):
        self.table, self.index = model.searched()._meta.db_table, model._meta.db_table
        self.columns, self.letters = list(model.weights), model.letters()
        self.head_letters = model.head_letters()

    def statements(self) -> dict[str, str]:
        """Return the triggers by their names, which change with what they do and what the index is."""
        bodies = [" ".join(body.split()) for body in self.bodies()]
        whole = "".join((*self.table_statements(), *bodies))
        digest = hashlib.blake2b(whole.encode(), digest_size=6).hexdigest()
        names = [f"{PREFIX}{self.table}_{digest}_{number}" for number in range(len(bodies))]
        return {name: body.replace("NAME", name) for name, body in zip(names, bodies, strict=True)}

    def triggers(self, cursor) -> set[str]:
        return triggers.standing(cursor, self.table, f"{PREFIX}{self.table}_")

    def remove(self, cursor) -> None:
        triggers.remove(cursor, self.table, f"{PREFIX}{self.table}_")

    def of(self, row: str) -> str:
        return ", ".join(f'{row}."{column}"' for column in self.columns)

    def changed(self, unlike: str) -> str:
        return " OR ".join(f'OLD."{name}" {unlike} NEW."{name}"' for name in self.columns)

    @property
    def names(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


class SQLite(Dialect):
    """FTS5 beside the table, without a copy of its texts ("external content")."""

    def table_statements(self) -> list[str]:
        return [
            f'CREATE VIRTUAL TABLE "{self.index}" USING fts5({self.names}, '
            f"content='{self.table}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2', prefix='3')"
        ]

    def bodies(self) -> list[str]:
        add = f'INSERT INTO "{self.index}"(rowid, {self.names}) VALUES (NEW.id, {self.of("NEW")});'  # noqa: S608
        drop = (
            f'INSERT INTO "{self.index}"("{self.index}", rowid, {self.names}) '  # noqa: S608
            f"VALUES ('delete', OLD.id, {self.of('OLD')});"
        )
        on = f'ON "{self.table}"'
        update = f"AFTER UPDATE OF {self.names} {on} WHEN {self.changed('IS NOT')}"
        return [
            f'CREATE TRIGGER "NAME" AFTER INSERT {on} BEGIN {add} END',
            f'CREATE TRIGGER "NAME" AFTER DELETE {on} BEGIN {drop} END',
            f'CREATE TRIGGER "NAME" {update} BEGIN {drop} {add} END',
        ]

    def fill(self) -> str:
        return f'INSERT INTO "{self.index}"("{self.index}") VALUES (\'rebuild\')'  # noqa: S608


class PostgreSQL(Dialect):
    """
    A table of tsvectors beside the table: an index on the table itself would be written anew with
    every comment whose place in its tree moves.
    """

    # Without accents; and without signs, in which PostgreSQL would see tags, hosts and paths.
    FOLDED = (
        "CREATE OR REPLACE FUNCTION words_folded(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ "
        r"SELECT regexp_replace(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]', '', 'g'), "
        r"'[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]', ' ', 'g') $$"
    )

    def table_statements(self) -> list[str]:
        return [
            self.FOLDED,
            f'CREATE TABLE "{self.index}" (rowid bigint PRIMARY KEY, "{self.index}" tsvector)',
            # In the row itself: what lies elsewhere is not counted by the planner, which then reads all.
            f'ALTER TABLE "{self.index}" ALTER COLUMN "{self.index}" SET STORAGE MAIN',
            f'CREATE INDEX ON "{self.index}" USING gin ("{self.index}")',
            *self._index_of_heads(),
            f"""
            CREATE OR REPLACE FUNCTION "{self.index}_follow"() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN DELETE FROM "{self.index}";
                ELSIF TG_OP = 'DELETE' THEN DELETE FROM "{self.index}" WHERE rowid = OLD.id;
                ELSE
                    INSERT INTO "{self.index}" VALUES (NEW.id, {self.vector("NEW")})
                    ON CONFLICT (rowid) DO UPDATE SET "{self.index}" = excluded."{self.index}";
                END IF;
                RETURN NULL;
            END $$
            """,  # noqa: S608
        ]

    def _index_of_heads(self) -> list[str]:
        """Return what an index of titles and summaries takes: one of all words knows no weights."""
        if not self.head_letters:
            return []
        heads = heads_of(f'"{self.index}"', self.head_letters)
        return [f'CREATE INDEX ON "{self.index}" USING gin ({heads})']

    def vector(self, row: str) -> str:
        return " || ".join(
            f"setweight(to_tsvector('simple', words_folded({row}.\"{column}\")), '{letter}')"
            for column, letter in self.letters.items()
        )

    def bodies(self) -> list[str]:
        on, run = f'ON "{self.table}"', f'EXECUTE FUNCTION "{self.index}_follow"()'
        when = f"WHEN ({self.changed('IS DISTINCT FROM')})"
        return [
            f'CREATE TRIGGER "NAME" AFTER INSERT OR DELETE {on} FOR EACH ROW {run}',
            f'CREATE TRIGGER "NAME" AFTER UPDATE OF {self.names} {on} FOR EACH ROW {when} {run}',
            f'CREATE TRIGGER "NAME" AFTER TRUNCATE {on} FOR EACH STATEMENT {run}',
        ]

    def fill(self) -> str:
        return (
            f'INSERT INTO "{self.index}" '  # noqa: S608
            f'SELECT id, {self.vector("source_row")} FROM "{self.table}" source_row'
        )


DIALECTS = {"sqlite": SQLite, "postgresql": PostgreSQL}

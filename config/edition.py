"""
The edition moves whenever a row that editors write changes, by any path: triggers in the database.

Each app names its tables (``editorial`` of its AppConfig): those of which every change counts with
an empty tuple, else the columns whose changes count, and deletions. ``migrate`` brings the triggers
up to date (docs/decisions/0016).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, transaction

from content.models import Edition

PREFIX = "edition_"  # of every trigger's name, and in the queries for them below


@dataclass(frozen=True, slots=True)
class Trigger:
    table: str
    statement: str  # with {name} where its name goes

    @property
    def name(self) -> str:
        """Say what the trigger does, so that one that does something else is another one."""
        digest = hashlib.blake2b(f"{self.table}{self.statement}".encode(), digest_size=8)
        return PREFIX + digest.hexdigest()


def editorial() -> Iterator[tuple[type, tuple[str, ...]]]:
    """Yield the models that apps named, with the fields whose changes count (none: all)."""
    for app in apps.get_app_configs():
        for label, fields in getattr(app, "editorial", {}).items():
            dotted = label if "." in label else f"{app.label}.{label}"
            yield apps.get_model(dotted), fields


def install(using: str = "default", **kwargs) -> None:
    """Make the triggers that are missing and take away those that nobody wants any more."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if Edition._meta.db_table not in tables or connection.vendor not in DIALECTS:
        return
    dialect = DIALECTS[connection.vendor]
    wanted = {
        (trigger.name, trigger.table): trigger
        for trigger in dialect.triggers()
        if trigger.table in tables
    }
    with transaction.atomic(using=using), connection.cursor() as cursor:
        Edition.objects.using(using).get_or_create(pk=Edition.THE_ONE)
        cursor.execute(dialect.FUNCTION)
        cursor.execute(dialect.INSTALLED)
        installed = set(cursor.fetchall())
        for name, table in installed - wanted.keys():
            cursor.execute(dialect.DROP.format(name=name, table=table))
        for key in wanted.keys() - installed:
            cursor.execute(wanted[key].statement.format(name=key[0]))


def _columns(model, fields) -> str:
    return ", ".join(f'"{model._meta.get_field(field).column}"' for field in fields)


MOVE = (
    f'INSERT INTO "{Edition._meta.db_table}" (id, number) VALUES ({Edition.THE_ONE}, 1) '  # noqa: S608
    f'ON CONFLICT (id) DO UPDATE SET number = "{Edition._meta.db_table}".number + 1'
)


class SQLite:
    """A trigger for each kind of change; there is one writer at a time, so nobody waits for the row."""

    FUNCTION = "SELECT 1"
    INSTALLED = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'edition_%'"
    )
    DROP = 'DROP TRIGGER "{name}"'

    @classmethod
    def triggers(cls) -> Iterator[Trigger]:
        for model, fields in editorial():
            events = [f"UPDATE OF {_columns(model, fields)}"] if fields else ["INSERT", "UPDATE"]
            for event in [*events, "DELETE"]:
                table = model._meta.db_table
                head = f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}"'
                yield Trigger(table, f"{head} BEGIN {MOVE}; END")


class PostgreSQL:
    """
    One trigger a table, deferred to the commit.

    So the edition's row is the last that a transaction locks, and two editors cannot lock each
    other out. Of many changed rows the first one moves it.
    """

    FUNCTION = f"""
        CREATE OR REPLACE FUNCTION move_edition() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('rejoinder.edition_moved_by', true)
                    IS DISTINCT FROM pg_current_xact_id()::text THEN
                PERFORM set_config(
                    'rejoinder.edition_moved_by', pg_current_xact_id()::text, true
                );
                {MOVE};
            END IF;
            RETURN NULL;
        END $$
    """
    INSTALLED = (
        "SELECT trigger.tgname, class.relname FROM pg_trigger trigger "
        "JOIN pg_class class ON class.oid = trigger.tgrelid "
        "WHERE pg_table_is_visible(class.oid) "
        "AND starts_with(trigger.tgname, 'edition_')"
    )
    DROP = 'DROP TRIGGER "{name}" ON "{table}"'

    @classmethod
    def triggers(cls) -> Iterator[Trigger]:
        for model, fields in editorial():
            table = model._meta.db_table
            update = f"UPDATE OF {_columns(model, fields)}" if fields else "INSERT OR UPDATE"
            yield Trigger(
                table,
                f'CREATE CONSTRAINT TRIGGER "{{name}}" AFTER {update} OR DELETE ON "{table}" '
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION move_edition()",
            )


DIALECTS = {"sqlite": SQLite, "postgresql": PostgreSQL}

"""
Triggers that note each changed row for the search server, by whatever path it changes.

Without SEARCH_URL there are none. ``migrate`` takes them away where it changes tables; what changes while
they are away nobody notes, so the server's index is made anew after that.
"""

import hashlib

from django.db import connections, transaction

from blog.models import SearchChange, SearchFilling

from . import server, triggers
from .index import indexes
from .matching import Searched

PREFIX = "found_"  # of every trigger's name
EVENTS = ("insert", "update", "delete")


def install(using: str = "default", **kwargs) -> None:
    """Make the triggers where a search server is wanted, and where not, forget what was to be told."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if SearchFilling._meta.db_table not in tables or connection.vendor not in DIALECTS:
        return
    if not server.is_wanted():
        remove_triggers(using)
        SearchChange.objects.using(using).all().delete()
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if not all(_is_whole(index, cursor) for index in indexes()):
            _make(cursor)
            SearchFilling.objects.using(using).all().delete()


def remove_triggers(using: str = "default", plan: list | None = None, **kwargs) -> None:
    """Take them away; not for a ``migrate`` with an empty ``plan``, as at most starts: rows change."""
    if plan == [] or connections[using].vendor not in DIALECTS:
        return
    with connections[using].cursor() as cursor:
        for index in indexes():
            triggers.remove(cursor, *_place(index))


def _is_whole(index: type[Searched], cursor) -> bool:
    return triggers.standing(cursor, *_place(index)) == set(_statements(index, cursor))


def _make(cursor) -> None:
    for index in indexes():
        triggers.remove(cursor, *_place(index))
        if function := FUNCTION.get(cursor.db.vendor):
            cursor.execute(function(index))
        for statement in _statements(index, cursor).values():
            cursor.execute(statement)


def _place(index: type[Searched]) -> tuple[str, str]:
    """Return the table, and how the names of its triggers begin."""
    table = index.searched()._meta.db_table
    return table, f"{PREFIX}{table}_"


def _statements(index: type[Searched], cursor) -> dict[str, str]:
    """Return what makes the triggers, by their names, which change with what they do."""
    bodies = DIALECTS[cursor.db.vendor](index)
    digest = hashlib.blake2b("".join(bodies).encode(), digest_size=6).hexdigest()
    _, prefix = _place(index)
    names = [f"{prefix}{digest}_{event}" for event in EVENTS]
    return {
        name: f'CREATE TRIGGER "{name}" {body}' for name, body in zip(names, bodies, strict=True)
    }


def _columns(index: type[Searched]) -> list[str]:
    return [*index.weights, *index.shown]


def _note(index: type[Searched], row: str) -> str:
    return (
        f'INSERT INTO "{SearchChange._meta.db_table}" ("index", row_id) '  # noqa: S608
        f"VALUES ('{index._meta.db_table}', {row}.id);"
    )


def _for_sqlite(index: type[Searched]) -> list[str]:
    table = index.searched()._meta.db_table
    columns = ", ".join(f'"{name}"' for name in _columns(index))
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _columns(index))
    return [
        f'AFTER INSERT ON "{table}" BEGIN {_note(index, "NEW")} END',
        f'AFTER UPDATE OF {columns} ON "{table}" WHEN {changed} BEGIN {_note(index, "NEW")} END',
        f'AFTER DELETE ON "{table}" BEGIN {_note(index, "OLD")} END',
    ]


def _for_postgresql(index: type[Searched]) -> list[str]:
    table = index.searched()._meta.db_table
    columns = ", ".join(f'"{name}"' for name in _columns(index))
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in _columns(index))
    run = f"EXECUTE FUNCTION {_function_name(index)}"
    return [
        f'AFTER INSERT ON "{table}" FOR EACH ROW {run}',
        f'AFTER UPDATE OF {columns} ON "{table}" FOR EACH ROW WHEN ({changed}) {run}',
        f'AFTER DELETE ON "{table}" FOR EACH ROW {run}',
    ]


def _function(index: type[Searched]) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {_function_name(index)} RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF TG_OP = 'DELETE' THEN {_note(index, 'OLD')} ELSE {_note(index, 'NEW')} END IF; "
        "RETURN NULL; END $$"
    )


def _function_name(index: type[Searched]) -> str:
    return f'"{PREFIX}{index.searched()._meta.db_table}"()'


DIALECTS = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
FUNCTION = {"postgresql": _function}  # what its triggers call

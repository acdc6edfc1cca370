"""
What a search server has to hear: triggers note each changed row, by whatever path, and the worker tells it.

Without SEARCH_URL there are no triggers, and nothing is noted. ``migrate`` makes and takes them.
"""

import logging

from django.db import connections, transaction

from blog.models import SearchChange

from . import server
from .definition import definition_of
from .index import indexes
from .matching import Searched

BATCH = 500  # rows that are read and told at once
PREFIX = "found_"  # of every trigger's name
logger = logging.getLogger("rejoinder.search")


def install(using: str = "default", **kwargs) -> None:
    """Make the triggers, where a search server is wanted; ``migrate`` took them away."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if SearchChange._meta.db_table not in tables or connection.vendor not in DIALECTS:
        return
    if not server.is_wanted():
        SearchChange.objects.using(using).all().delete()
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for index in indexes():
            for statement in DIALECTS[connection.vendor](index):
                cursor.execute(statement)


def remove_triggers(using: str = "default", **kwargs) -> None:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for index in indexes():
            table = index.searched()._meta.db_table
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            for event in EVENTS if table in tables else ():
                cursor.execute(f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_{event}"{on}')


def tell() -> int:
    """
    Tell the search server what changed, in one batch, and return how much that was. Raises FaultError.

    An index that is not there is made, and everything told. What could not be told stays noted.
    """
    if not server.is_made():
        remake()
    changes = list(SearchChange.objects.order_by("pk")[:BATCH])
    if changes:
        server.push(_present(changes))
        SearchChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def remake() -> None:
    """Make the server's index anew, empty, and note every row that readers may see."""
    server.make(definition_of(indexes()))
    for index in indexes():
        rows = index.searched()._base_manager.filter(**index.shown).order_by("pk")
        SearchChange.objects.bulk_create(
            (
                SearchChange(index=index._meta.db_table, row_id=pk)
                for pk in rows.values_list("pk", flat=True).iterator()
            ),
            batch_size=1_000,
        )


def _present(changes: list[SearchChange]) -> list[server.Change]:
    """Return what the changed rows hold now. Read after the changes, so none is older than its version."""
    told = []
    for index in indexes():
        table = index._meta.db_table
        versions = {change.row_id: change.pk for change in changes if change.index == table}
        rows = index.searched()._base_manager.filter(pk__in=versions, **index.shown)
        words = {row.pop("pk"): row for row in rows.values("pk", *index.weights)}
        told += [(table, pk, version, words.get(pk)) for pk, version in versions.items()]
    return told


EVENTS = ("insert", "update", "delete")


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
    bodies = {
        "insert": f'AFTER INSERT ON "{table}" BEGIN {_note(index, "NEW")} END',
        "update": f'AFTER UPDATE OF {columns} ON "{table}" WHEN {changed} BEGIN {_note(index, "NEW")} END',
        "delete": f'AFTER DELETE ON "{table}" BEGIN {_note(index, "OLD")} END',
    }
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{PREFIX}{table}_{event}" {bodies[event]}'
        for event in EVENTS
    ]


def _for_postgresql(index: type[Searched]) -> list[str]:
    table = index.searched()._meta.db_table
    columns = ", ".join(f'"{name}"' for name in _columns(index))
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in _columns(index))
    function = f'"{PREFIX}{table}"()'
    whens = {
        "insert": f'AFTER INSERT ON "{table}" FOR EACH ROW',
        "update": f'AFTER UPDATE OF {columns} ON "{table}" FOR EACH ROW WHEN ({changed})',
        "delete": f'AFTER DELETE ON "{table}" FOR EACH ROW',
    }
    return [
        f"CREATE OR REPLACE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {_note(index, 'OLD')} ELSE {_note(index, 'NEW')} END IF; "
        "RETURN NULL; END $$",
        *(
            f'CREATE OR REPLACE TRIGGER "{PREFIX}{table}_{event}" {whens[event]} '
            f"EXECUTE FUNCTION {function}"
            for event in EVENTS
        ),
    ]


DIALECTS = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}

"""How much a database does for a query, counted and not timed: SQLite's steps, PostgreSQL's rows."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

STEPS = 50  # of SQLite's virtual machine between two looks


@dataclass(slots=True)
class Query:
    sql: str
    work: int = 0


@contextlib.contextmanager
def counted() -> Iterator[list[Query]]:
    """Give the queries that are asked inside, each with its work."""
    asked: list[Query] = []
    way = {"sqlite": _steps, "postgresql": _rows}[connection.vendor]
    with way(asked):
        yield asked


@contextlib.contextmanager
def _steps(asked):
    def look():
        if asked:
            asked[-1].work += STEPS

    def ask(execute, sql, params, many, context):
        asked.append(Query(sql))
        return execute(sql, params, many, context)

    connection.ensure_connection()
    connection.connection.set_progress_handler(look, STEPS)
    try:
        with connection.execute_wrapper(ask):
            yield
    finally:
        connection.connection.set_progress_handler(None, STEPS)


@contextlib.contextmanager
def _rows(asked):
    def ask(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            asked.append(Query(sql, round(_rows_of(plan[0]["Plan"]))))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield


def _rows_of(node: dict) -> float:
    """Return what a node of a plan and those below it looked at."""
    removed = (
        "Rows Removed by Filter",
        "Rows Removed by Index Recheck",
        "Rows Removed by Join Filter",
    )
    looked_at = node["Actual Rows"] + sum(node.get(name, 0) for name in removed)
    return looked_at * node["Actual Loops"] + sum(map(_rows_of, node.get("Plans", ())))

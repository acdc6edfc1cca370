"""
Querysets that Django compiles once: writing a query of the reading page takes it ten times as long as asking.

A queryset is made once with stand-ins for its numbers. Each call asks the same statement with others and
gives back what that queryset would (docs/decisions/0027).
"""

import copy
from collections.abc import Callable
from typing import NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

# And those after it: they fit the smallest column of numbers, and no query says them.
STAND_INS = 32_000


class _Statement(NamedTuple):
    """``places``: of each parameter, which number it stands for; None where it is always the same."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple
    places: tuple[int | None, ...]


class Compiled:
    """``make``: from so many whole numbers to a queryset, whose filters hold them as they are given."""

    def __init__(self, make: Callable[..., QuerySet]):
        self.make = make
        self.statement: _Statement | None = None

    def __call__(self, *numbers: int) -> list:
        """Return what ``make(*numbers)`` finds: instances, or tuples after ``values_list``."""
        if self.statement is None:
            self.statement = _compile(self.make, len(numbers))
        return list(_bound(self.statement, numbers))


class CompiledByKeys:
    """``make``: from a list of up to ``most`` keys to a queryset; one statement serves any number of them."""

    def __init__(self, make: Callable[[list[int]], QuerySet], most: int):
        self.found, self.most = Compiled(lambda *keys: make(list(keys))), most

    def __call__(self, keys: list[int]) -> list:
        """Return what ``make(keys)`` finds; the places left over ask for the first once more."""
        return self.found(*keys, *keys[:1] * (self.most - len(keys))) if keys else []


def _compile(make: Callable[..., QuerySet], count: int) -> _Statement:
    stand_ins = range(STAND_INS, STAND_INS + count)
    queryset = make(*stand_ins)
    compiler = queryset.query.get_compiler(queryset.db)
    sql, parameters = compiler.as_sql()
    places = tuple(each - STAND_INS if each in stand_ins else None for each in parameters)
    if {*places} - {None} != {*range(count)}:
        raise ValueError("Each number has to stand in a filter as it is given.")
    return _Statement(queryset, compiler, sql, parameters, places)


def _bound(statement: _Statement, numbers: tuple[int, ...]) -> QuerySet:
    """Return the queryset with a compiler of its own, which has nothing to write any more."""
    parameters = tuple(
        fixed if place is None else numbers[place]
        for fixed, place in zip(statement.parameters, statement.places, strict=True)
    )
    compiler = copy.copy(statement.compiler)
    compiler.connection = connections[compiler.using]  # each thread has its own
    compiler.as_sql = lambda: (statement.sql, parameters)
    queryset = statement.queryset.all()
    queryset.query.get_compiler = lambda using: compiler
    return queryset

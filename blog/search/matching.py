"""How a query asks the index: whether a row holds the words, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Func, Lookup

from . import words as language
from .words import Word


class WordsField(models.Field):
    """
    The words of a row, as the database's own index holds them; found by, never read or written.

    On SQLite it is the hidden column of an FTS5 table, which has that table's name.
    """

    def db_type(self, connection):
        return {"postgresql": "tsvector"}.get(connection.vendor, "text")


class Searched(models.Model):
    """
    The index of one kind of row, beside its table: made and kept by index.py, known to queries by this.

    A subclass adds the ``row``, and names its table and the column ``words`` alike.
    """

    weights: dict[str, float]  # the columns that are searched, and what finding a word there counts
    shown: dict[str, object]  # what holds of all that readers may see, in columns of the row itself

    class Meta:
        abstract = True

    @classmethod
    def searched(cls) -> type[models.Model]:
        """Return the model whose rows are searched."""
        return cls._meta.pk.related_model

    @classmethod
    def letters(cls) -> dict[str, str]:
        """Return what PostgreSQL calls the weight of each column: "A" is the greatest."""
        ordered = sorted(set(cls.weights.values()), reverse=True)
        return {name: "ABCD"[ordered.index(weight)] for name, weight in cls.weights.items()}

    @classmethod
    def heads(cls) -> tuple[str, ...]:
        """Return the columns in which a word counts more than elsewhere: titles, summaries."""
        least = min(cls.weights.values())
        return tuple(name for name, weight in cls.weights.items() if weight > least)

    @classmethod
    def head_letters(cls) -> str:
        """Return what PostgreSQL calls the weights of these columns."""
        return "".join(sorted({cls.letters()[name] for name in cls.heads()}))


# A long text is not better because it holds a word more often; by its distinct words, which PostgreSQL
# counts at once: to count all of them took half of the ranking.
BY_DISTINCT_WORDS = 16


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an index: all of the ``words``, or one; anywhere, or in these ``columns``."""

    words: tuple[Word, ...]
    any_of: bool = False
    columns: tuple[str, ...] = ()
    letters: str = ""  # what PostgreSQL calls the weights of these columns

    @property
    def for_sqlite(self) -> str:
        joined = "OR" if self.any_of else "AND"
        return language.for_sqlite(self.words, joined=joined, columns=self.columns)

    @property
    def for_postgresql(self) -> str:
        joined = "|" if self.any_of else "&"
        return language.for_postgresql(self.words, joined=joined)

    def asked_of(self, column: str) -> str:
        """Return where PostgreSQL looks for them, in a ``column`` of tsvectors: there is an index of each."""
        return heads_of(column, self.letters) if self.letters else column


@WordsField.register_lookup
class Answer(Lookup):
    """Whether a row holds what is asked; ``row__words__answer=Query(…)``."""

    lookup_name = "answer"

    def get_prep_lookup(self):
        return self.rhs

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*params, self.rhs.for_sqlite]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        words = self.rhs.asked_of(column)
        return f"{words} @@ to_tsquery('simple', %s)", [*params, self.rhs.for_postgresql]


def heads_of(column: str, letters: str) -> str:
    """
    Return what PostgreSQL calls the words with the weights ``letters``.

    index.py makes an index of it: one of all words knows no weights, and every row with them would be read.
    """
    return f"ts_filter({column}, '{{{','.join(letters.lower())}}}')"


class Rank(Func):
    """How well a row answers; the greater the better. Only beside a lookup of the same query."""

    output_field = models.FloatField()

    def __init__(self, column, query=None, weights=()):
        super().__init__(column)
        self.query, self.weights = query, tuple(weights)

    def as_sqlite(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        weights = ", ".join(str(float(weight)) for weight in self.weights)
        return f"-bm25({column}, {weights})", params

    def as_postgresql(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        rank = f"ts_rank(%s::real[], {column}, to_tsquery('simple', %s), {BY_DISTINCT_WORDS})"
        return rank, [scale_of(self.weights), *params, self.query.for_postgresql]


def scale_of(weights: Iterable[float]) -> list[float]:
    """Return what PostgreSQL is told that the letters D, C, B and A count (``Searched.letters``)."""
    shares = sorted(weight / max(weights) for weight in set(weights))
    return [0.0] * (4 - len(shares)) + shares


def ranked(rows, query: Query):
    """Return those of ``rows`` that answer the ``query``, annotated with their ``rank``."""
    index = index_of(rows)
    rank = Rank(models.F("index__words"), query, index.weights.values())
    return rows.filter(index__words__answer=query).annotate(rank=rank)


def index_of(rows) -> type[Searched]:
    """Return the index of what ``rows`` are."""
    return rows.model._meta.get_field("index").related_model

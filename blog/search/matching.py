"""How a query asks the index: whether a row holds the words, and how well."""

from dataclasses import dataclass, replace

from django.db import connections, models
from django.db.models import Exists, Func, Lookup, OuterRef

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


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an index: all of the ``words``, or one; anywhere, or in these ``columns``."""

    words: tuple[Word, ...]
    any_of: bool = False
    columns: tuple[str, ...] = ()
    letters: str = ""  # the same columns, as PostgreSQL calls their weights

    @property
    def for_sqlite(self) -> str:
        joined = "OR" if self.any_of else "AND"
        return language.for_sqlite(self.words, joined=joined, columns=self.columns)

    @property
    def for_postgresql(self) -> str:
        joined = "|" if self.any_of else "&"
        return language.for_postgresql(self.words, joined=joined, letters=self.letters)


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
        query = self.rhs
        if query.letters:  # no index knows weights: it would look into every row that has the words
            column, query = heads_of(column, query.letters), replace(query, letters="")
        return f"{column} @@ to_tsquery('simple', %s)", [*params, query.for_postgresql]


def heads_of(column: str, letters: str) -> str:
    """Return what PostgreSQL calls the words with the weights ``letters``; index.py makes an index of it."""
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
        shares = sorted(weight / max(self.weights) for weight in set(self.weights))
        scale = [0.0] * (4 - len(shares)) + shares  # of the letters D, C, B, A (Searched.letters)
        # 1: a long text is not better because it holds a word more often
        return f"ts_rank(%s::real[], {column}, to_tsquery('simple', %s), 1)", [
            scale,
            *params,
            self.query.for_postgresql,
        ]


class Unsought(Func):
    """
    A key that SQLite does not look up in the index: it would ask FTS5 anew for each row that is public.

    Tried with an author's 1,000 articles among 10,000: 260 ms without, 13 with.
    """

    template = "+%(expressions)s"

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, template="%(expressions)s")


def ranked(rows, query: Query):
    """Return those of ``rows`` that answer the ``query``, annotated with their ``rank``."""
    index = _index(rows)
    rank = Rank(models.F("index__words"), query, index.weights.values())
    return rows.filter(index__words__answer=query).annotate(rank=rank)


def best(rows, words: tuple[Word, ...], *, most: int) -> list[int]:
    """
    Return the keys of those of ``rows`` that hold the ``words``, the best first.

    Where there are more than ``most``, these are the newest of those with all words in their heads,
    and then the newest of all: the time that this takes is bounded, and nobody reads further.
    """
    index = _index(rows)
    newest = _newest(rows, Query(words), most + 1)
    if len(newest) <= most or not index.heads():
        return newest
    in_heads = Query(words, columns=index.heads(), letters=index.head_letters())
    return list(dict.fromkeys((*_newest(rows, in_heads, most + 1), *newest)))


def _newest(rows, query: Query, most: int) -> list[int]:
    """Return the keys of the newest that answer, ordered by how well; the newer of two that are equal."""
    index = _index(rows)
    is_public = Exists(rows.filter(pk=Unsought(OuterRef("pk"))))
    found = index.objects.filter(is_public, words__answer=query).order_by("-pk")
    if connections[found.db].vendor == "postgresql":  # which ranks all before it takes the first
        found = index.objects.filter(pk__in=found.values("pk")[:most])
    rank = Rank(models.F("words"), query, index.weights.values())
    ranks = found.annotate(rank=rank).values_list("rank", "pk")[:most]
    return [pk for _, pk in sorted(ranks, reverse=True)]


def _index(rows) -> type[Searched]:
    return rows.model._meta.get_field("index").related_model

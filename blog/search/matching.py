"""How a query asks the index: whether a row holds the words, and how well."""

from django.db import models
from django.db.models import Func, Lookup

from . import words as language


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

    class Meta:
        abstract = True


@WordsField.register_lookup
class Hold(Lookup):
    """Whether the words are all there; ``row__words__hold=(Word, …)``."""

    lookup_name = "hold"
    sqlite_joined, postgresql_joined = "AND", "&"

    def get_prep_lookup(self):
        return self.rhs

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        asked = language.for_sqlite(self.rhs, joined=self.sqlite_joined)
        return f"{column} MATCH %s", [*params, asked]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        asked = language.for_postgresql(self.rhs, joined=self.postgresql_joined)
        return f"{column} @@ to_tsquery('simple', %s)", [*params, asked]


@WordsField.register_lookup
class Touch(Hold):
    """Whether one of the words is there."""

    lookup_name = "touch"
    sqlite_joined, postgresql_joined = "OR", "|"


class Rank(Func):
    """How well a row answers; the greater the better. Only beside a lookup of the same words."""

    output_field = models.FloatField()

    def __init__(self, column, found=(), weights=(), joined="&"):
        super().__init__(column)
        self.found, self.weights, self.joined = found, tuple(weights), joined

    def as_sqlite(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        weights = ", ".join(str(float(weight)) for weight in self.weights)
        return f"-bm25({column}, {weights})", params

    def as_postgresql(self, compiler, connection):
        column, params = compiler.compile(self.source_expressions[0])
        shares = sorted(weight / max(self.weights) for weight in set(self.weights))
        scale = [0.0] * (4 - len(shares)) + shares  # of the letters D, C, B, A (index.py)
        asked = language.for_postgresql(self.found, joined=self.joined)
        # 1: a long text is not better because it holds a word more often
        return f"ts_rank(%s::real[], {column}, to_tsquery('simple', %s), 1)", [
            scale,
            *params,
            asked,
        ]


def ranked(rows, words, *, any_of: bool = False):
    """Return those of ``rows`` that hold all of the ``words`` (or any), annotated with their ``rank``."""
    index = rows.model._meta.get_field("index").related_model
    lookup, joined = ("touch", "|") if any_of else ("hold", "&")
    rank = Rank(models.F("index__words"), words, index.weights.values(), joined)
    return rows.filter(**{f"index__words__{lookup}": words}).annotate(rank=rank)

"""
The orders in which threads stand, and paging through them by keyset.

Each order is the columns of one partial index on Thread: a page reads its twenty entries there and
sorts nothing. Pinned threads come first in every order; every order ends in the primary key.
"""

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import TupleGreaterThanOrEqual, TupleLessThanOrEqual

from ..models import Thread
from ..models.policy import ThreadOrder


@dataclass(frozen=True, slots=True)
class Ordering:
    """``columns``: as for ``order_by``, without the pin that comes before them."""

    order: ThreadOrder
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.order.value

    @property
    def label(self) -> str:
        return self.order.label

    def arrange(self, threads):
        """Order a queryset of threads."""
        return threads.order_by("-is_pinned", *self.columns)

    def after(self, threads, last: Thread):
        """Return those that come after ``last``."""
        if last.is_pinned:
            return threads.filter(Q(is_pinned=False) | _further(self.columns, last))
        return further_on(threads.filter(is_pinned=False), self.columns, last)


def further_on(rows, columns: tuple[str, ...], last):
    """Return those of ``rows``, ordered by ``columns``, that come after ``last``."""
    return rows.filter(_further(columns, last) & _bound(columns, last))


def _further(columns: tuple[str, ...], last) -> Q:
    """
    Say "further on than ``last``": (a, b) > (x, y) is a > x, or a = x and b > y.

    A missing value stands at the very end (no comment is the most reacted: nobody reacted), so that
    beyond it there is only its like.
    """
    condition, equal = Q(), Q()
    for column in columns:
        name, value = column.removeprefix("-"), getattr(last, column.removeprefix("-"))
        if value is None:
            condition, equal = Q(), equal & Q(**{f"{name}__isnull": True})
        else:
            condition |= equal & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
            equal &= Q(**{name: value})
    return condition


def _bound(columns: tuple[str, ...], last) -> Q:
    """
    Say what ``_further`` implies in a form at which an index can begin: (a, b) > (x, y) in one.

    With "a > x, or …" alone it would begin at a = x, among as many rows as share that value. Columns of
    another direction than the first, or behind a missing value, have no part in it.
    """
    is_down = columns[0].startswith("-")
    names, values = [], []
    for column in columns:
        name, value = column.removeprefix("-"), getattr(last, column.removeprefix("-"))
        if value is None or column.startswith("-") != is_down:
            break
        names.append(F(name))
        values.append(value)
    if len(names) == 1:
        return Q(**{f"{names[0].name}__{'lte' if is_down else 'gte'}": values[0]})
    lookup = TupleLessThanOrEqual if is_down else TupleGreaterThanOrEqual
    return Q(lookup(tuple(names), tuple(values)))


ORDERINGS = {
    ordering.name: ordering
    for ordering in (
        Ordering(ThreadOrder.NEWEST, ("-visible_at", "-id")),
        Ordering(ThreadOrder.OLDEST, ("visible_at", "id")),
        Ordering(ThreadOrder.ACTIVE, ("-active_at", "-id")),
        Ordering(ThreadOrder.REACTED, ("-top_reaction_count", "-top_comment_id", "-id")),
        Ordering(ThreadOrder.HOTTEST, ("-reply_count", "-active_at", "-id")),
    )
}

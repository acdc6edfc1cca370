"""
The orders in which threads stand, and paging through them by keyset.

Each order is the columns of one partial index on Thread: a page reads its twenty entries there and
sorts nothing. Pinned threads come first in every order; every order ends in the primary key.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Thread


@dataclass(frozen=True, slots=True)
class Ordering:
    """``columns``: as for ``order_by``, without the pin that comes before them."""

    name: str
    label: str | Promise
    columns: tuple[str, ...]

    def arrange(self, threads):
        """Order a queryset of threads."""
        return threads.order_by("-is_pinned", *self.columns)

    def after(self, threads, last: Thread):
        """Return those that come after ``last``."""
        further = _further(self.columns, last)
        if last.is_pinned:
            return threads.filter(Q(is_pinned=False) | further)
        return threads.filter(further & _bound(self.columns[0], last), is_pinned=False)


def _further(columns: tuple[str, ...], last: Thread) -> Q:
    """
    Say "further on than ``last``": (a, b) > (x, y) is a > x, or a = x and b > y.

    A missing value has nothing beyond it; it shares its place with its like.
    """
    condition, equal = Q(), Q()
    for column in columns:
        name, value = column.removeprefix("-"), getattr(last, column.removeprefix("-"))
        if value is not None:
            condition |= equal & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return condition


def _bound(column: str, last: Thread) -> Q:
    """Say of the first column alone what ``_further`` implies: an index can begin at that bound."""
    name = column.removeprefix("-")
    return Q(**{f"{name}__{'lte' if column.startswith('-') else 'gte'}": getattr(last, name)})


ORDERINGS = {
    ordering.name: ordering
    for ordering in (
        Ordering("newest", _("Newest"), ("-visible_at", "-id")),
        Ordering("oldest", _("Oldest"), ("visible_at", "id")),
        Ordering("active", _("Recently active"), ("-active_at", "-id")),
        Ordering("reacted", _("Most reacted"), ("-top_reaction_count", "-top_comment_id", "-id")),
        Ordering("hottest", _("Hottest"), ("-reply_count", "-active_at", "-id")),
    )
}
DEFAULT = "newest"

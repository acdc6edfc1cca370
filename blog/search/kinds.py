"""What can be searched, as the apps name it, and what was found of it."""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.module_loading import import_string

from authors.models import Author
from blog.models import Category

from . import server
from .best import best
from .words import Word

MOST_SHOWN = 10  # results a page
MOST_COUNTED = 500  # results; fifty pages of them, which nobody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a reader chose beside the words; None: everything."""

    author: Author | None = None
    category: Category | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.author or self.category or self.year)


class Kind:
    """
    One kind of thing that is found: which rows readers may see, and how one of them is shown.

    A subclass per kind, named in ``searched`` of an AppConfig.
    """

    name: str  # in the address, as ``?in=``
    title: str
    template: str  # shows one ``found``
    at_first = 5  # shown beside the other kinds

    def public(self, now: datetime, narrowing: Narrowing):
        """Return the rows that everybody may see, as a queryset; None where they cannot be narrowed so."""
        raise NotImplementedError

    def load(self, pks: list[int], words: tuple[Word, ...]) -> dict:
        """Return what ``template`` shows of these rows, by their keys; up to MOST_SHOWN of them."""
        raise NotImplementedError


class Finds:
    """What was found of one kind, the best first: a sequence that loads no more than is shown."""

    def __init__(self, kind: Kind, rows, words: tuple[Word, ...]):
        self.kind, self.words = kind, words
        keys = _best(rows, words)
        self.keys, self.is_more = keys[:MOST_COUNTED], len(keys) > MOST_COUNTED
        self.count = len(self.keys)

    def __len__(self):
        return self.count

    def __getitem__(self, span: slice) -> list:
        pks = self.keys[span]
        found = self.kind.load(pks, self.words)
        return [found[pk] for pk in pks if pk in found]

    @property
    def first(self) -> list:
        return self[: self.kind.at_first] if self.count else []

    @property
    def has_more(self) -> bool:
        return self.count > self.kind.at_first


def _best(rows, words: tuple[Word, ...]) -> list[int]:
    """Return the keys of what was found, by the search server where there is one that answers."""
    if server.is_wanted():
        with contextlib.suppress(server.FaultError):
            return server.best(rows, words, most=MOST_COUNTED)
    return best(rows, words, most=MOST_COUNTED)


def kinds() -> list[Kind]:
    """Return all kinds, those of the blog first."""
    configs = sorted(apps.get_app_configs(), key=lambda config: config.name)
    return [import_string(path)() for config in configs for path in getattr(config, "searched", ())]


def find(words: tuple[Word, ...], *, narrowing: Narrowing, now: datetime) -> list[Finds]:
    """Return what everybody may see of each kind; nothing at all where there are no words."""
    if not words:
        return []
    public = ((kind, kind.public(now, narrowing)) for kind in kinds())
    return [Finds(kind, rows, words) for kind, rows in public if rows is not None]

"""
What a search server has to hear: the worker tells it what the noted rows hold now (noting.py).

Its index is whole, or counts for nothing: it bears a mark, put there once every row was noted.
"""

from uuid import UUID, uuid4

from django.db import transaction

from blog.models import SearchChange, SearchFilling

from . import server
from .definition import definition_of, digest_of
from .index import indexes
from .matching import Searched

BATCH = 500  # rows that are read and told at once
OLDEST = 0  # the version of what was noted to fill the index; other notes are numbered from 1


def tell() -> int:
    """
    Tell the search server what changed, in one batch, and return how much that was. Raises FaultError.

    An index that is not whole is made, and everything told. What could not be told stays noted.
    """
    filling = SearchFilling.present()
    if server.mark() != _mark_of(filling):
        filling = remake(filling)
    changes = list(SearchChange.objects.order_by("pk")[:BATCH]) if filling else []
    if changes:
        server.push(_present(changes))
        SearchChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def rebuild() -> None:
    """Make the server's index anew and fill it. Raises FaultError."""
    remake(SearchFilling.present())
    while tell():
        pass


def remake(former: UUID) -> UUID | None:
    """
    Make the server's index anew, empty, and note every row that readers may see. Raises FaultError.

    Return the filling that is present then; None where another process renewed the ``former`` before.
    One does it at a time, for the row of the filling is locked. Broken off anywhere, it leaves an index
    without the mark of that row. What others tell meanwhile reaches the index once it is empty, or was
    noted before, and so is noted again.
    """
    filling = uuid4()
    with transaction.atomic():
        if not SearchFilling.objects.filter(mark=former).update(mark=filling):
            return None
        server.make(definition_of(indexes()))
        SearchChange.objects.filter(is_news=False).delete()
        for index in indexes():
            _note_all(index)
        server.set_mark(_mark_of(filling))
    return filling


def _mark_of(filling: UUID) -> dict:
    return {"definition": digest_of(definition_of(indexes())), "filling": str(filling)}


def _note_all(index: type[Searched]) -> None:
    rows = index.searched()._base_manager.filter(**index.shown).order_by("pk")
    SearchChange.objects.bulk_create(
        (
            SearchChange(index=index._meta.db_table, row_id=pk, is_news=False)
            for pk in rows.values_list("pk", flat=True).iterator()
        ),
        batch_size=1_000,
    )


def _present(changes: list[SearchChange]) -> list[server.Change]:
    """Return what the changed rows hold now. Read after the changes, so none is older than its version."""
    told = []
    for index in indexes():
        table = index._meta.db_table
        noted = [change for change in changes if change.index == table]
        versions = {change.row_id: _version(change) for change in sorted(noted, key=_version)}
        rows = index.searched()._base_manager.filter(pk__in=versions, **index.shown)
        words = {row.pop("pk"): row for row in rows.values("pk", *index.weights)}
        told += [(table, pk, version, words.get(pk)) for pk, version in versions.items()]
    return told


def _version(change: SearchChange) -> int:
    """
    Return the document's: of two that are told, the later change wins.

    Whoever writes a row while it is noted for filling may have drawn a lower number, and finish later.
    """
    return change.pk if change.is_news else OLDEST

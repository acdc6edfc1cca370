"""
A search server beside the database, where SEARCH_URL names one: OpenSearch (docs/decisions/0025).

It knows words and keys alone. Who may see a result is asked of the rows, and where it does not answer
the database's own index does.
"""

import logging
import time
from collections.abc import Iterable, Iterator

from django.conf import settings

from .connection import AwayError, FaultError, ask
from .matching import Searched
from .words import Word, folded

ANSWER_SECONDS = 2  # a reader waits no longer
PUSH_SECONDS = 30
AWAY_SECONDS = 10  # after a fault, until it is asked again
WINDOW = 10_000  # results, and keys named; OpenSearch gives no more at once
EXPANSIONS = 200  # words that a beginning may stand for where it is too long to be a word of the index itself
LARGEST_PUSH = 5_000_000  # bytes of texts, about: a server takes 100 MB, a proxy maybe less
REFUSED = 400  # of a document: it will be refused again
NEWER = 409  # a newer version was there already
NOT_THERE = 404
logger = logging.getLogger("rejoinder.search")
_away_until = 0.0

Change = tuple[str, int, int, dict | None]


def is_wanted() -> bool:
    return bool(settings.SEARCH_URL)


def best(rows, words: tuple[Word, ...], *, most: int) -> list[int]:
    """
    Return the keys of those of ``rows`` that hold the ``words``, the best first; one more than ``most``.

    Where few of the first are among ``rows``, the server is asked for these by name; where they are too
    many for that, a WINDOW of the best is looked at. Raises FaultError.
    """
    index = rows.model._meta.get_field("index").related_model
    keys = find(index, words, most=most + 1)
    shown = _of(rows, keys)
    if len(shown) > most or len(keys) <= most:
        return shown
    wanted = list(rows.order_by().values_list("pk", flat=True)[: WINDOW + 1])
    if len(wanted) <= WINDOW:
        return find(index, words, most=most + 1, among=wanted)
    return _of(rows, find(index, words, most=WINDOW))[: most + 1]


def _of(rows, keys: list[int]) -> list[int]:
    public = set(rows.filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key in keys if key in public]


def find(
    index: type[Searched], words: tuple[Word, ...], *, most: int, among: list[int] | None = None
) -> list[int]:
    """
    Return the keys of rows that hold the words, the best first, hidden ones too; ``among`` these keys.

    Raises FaultError: at once for some seconds after the server was away.
    """
    global _away_until
    if time.monotonic() < _away_until:
        raise AwayError("Resting", "")
    try:
        question = _question(index, words, most, among)
        said = ask("search", body=question, request_timeout=ANSWER_SECONDS)
    except FaultError as error:
        if isinstance(error, AwayError):
            _away_until = time.monotonic() + AWAY_SECONDS
        logger.warning("The search server does not answer (%s); the database is asked.", error)
        raise
    return [hit["sort"][-1] for hit in said["hits"]["hits"]]


def _question(
    index: type[Searched], words: tuple[Word, ...], most: int, among: list[int] | None
) -> dict:
    """
    Return it for a search, whose hits are their places in the order alone.

    Reading of each hit what its document is called took ten times as long as finding it.
    """
    fields = [f"{name}^{weight}" for name, weight in index.weights.items()]
    narrowed = [] if among is None else [{"terms": {"key": among}}]
    asked = {
        "filter": [{"term": {"index": index._meta.db_table}}, *narrowed],
        "must": [_either(word, fields) for word in words],
    }
    return {
        "query": {"bool": asked},
        "size": most,
        "sort": ["_score", {"key": "desc"}],
        "stored_fields": "_none_",
        "track_total_hits": False,
    }


def _either(word: Word, fields: list[str]) -> dict:
    """Any spelling of the word, in any field; the field that answers best counts."""
    kind = {"type": "phrase"}
    if word.is_beginning:
        kind = {"type": "phrase_prefix", "max_expansions": EXPANSIONS}
    spellings = [
        {"multi_match": {"query": text, "fields": fields, **kind}}
        for text in (word.text, *word.forms)
    ]
    return {"bool": {"should": spellings, "minimum_should_match": 1}}


def make(definition: dict) -> None:
    """Make the index anew, empty and without a mark. Raises FaultError."""
    ask("indices.delete", ignore_unavailable=True)
    ask("indices.create", body=definition)


def mark() -> dict | None:
    """Return the mark of the index; None where it has none, or is not there. Raises FaultError."""
    try:
        said = ask("indices.get_mapping")
    except FaultError as error:
        if error.code == NOT_THERE:
            return None
        raise
    [about] = said.values()
    return about["mappings"].get("_meta")


def set_mark(mark: dict) -> None:
    ask("indices.put_mapping", body={"_meta": mark})


def push(changes: Iterable[Change]) -> None:
    """
    Tell what rows hold now: the table of the index, the key, the version, and the words, None where hidden.

    What comes late with an older version changes nothing. Raises FaultError: some may be told by then.
    """
    for batch in _in_batches(changes):
        lines = [line for change in batch for line in _lines(*change)]
        for item in ask("bulk", body=lines, request_timeout=PUSH_SECONDS)["items"]:
            _look_at(next(iter(item.values())))


def _in_batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch, size = [], 0
    for change in changes:
        added = sum(len(text.encode()) for text in (change[3] or {}).values())
        if batch and size + added > LARGEST_PUSH:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += added
    if batch:
        yield batch


def _lines(table: str, pk: int, version: int, words: dict | None) -> list[dict]:
    about = {"_id": f"{table}:{pk}", "version": version, "version_type": "external_gte"}
    if words is None:
        return [{"delete": about}]
    texts = {name: folded(text) for name, text in words.items()}
    return [{"index": about}, {"index": table, "key": pk, **texts}]


def _look_at(told: dict) -> None:
    """Raise AwayError where a document is to be told again: all but what is solved, or refused for ever."""
    status = told["status"]
    if status < 300 or status == NEWER or told.get("result") == "not_found":
        return
    kind = told["error"]["type"]
    if status != REFUSED:
        raise AwayError(kind, status)
    logger.error("The search server refused %s (%s %s).", told["_id"], kind, status)

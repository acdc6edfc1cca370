"""
A search server beside the database, where SEARCH_URL names one: OpenSearch (docs/decisions/0025).

It knows words and keys alone. Who may see a result is asked of the rows, and where it does not answer
the database's own index does.
"""

import logging
import time
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

from .matching import Searched
from .words import Word

ANSWER_SECONDS = 2  # a reader waits no longer
PUSH_SECONDS = 30
AWAY_SECONDS = 10  # after a fault, until it is asked again
WINDOW = 10_000  # results; OpenSearch gives no more at once
EXPANSIONS = 200  # words that a beginning may stand for
SOLVED = {409, 404}  # a newer version was there already; what is deleted was not there
LATER = {429, 500, 502, 503, 504}
ANALYSIS = {
    "tokenizer": {"words": {"type": "pattern", "pattern": r"[^\p{L}\p{N}\p{M}]+"}},
    "analyzer": {
        "default": {"type": "custom", "tokenizer": "words", "filter": ["lowercase", "asciifolding"]}
    },
}
logger = logging.getLogger("rejoinder.search")
_away_until = 0.0


class AwayError(Exception):
    """The server does not answer, or not with what was asked."""


def is_wanted() -> bool:
    return bool(settings.SEARCH_URL)


def best(rows, words: tuple[Word, ...], *, most: int) -> list[int]:
    """
    Return the keys of those of ``rows`` that hold the ``words``, the best first; one more than ``most``.

    Where few of the first are among ``rows``, more are asked for. Raises AwayError.
    """
    index = rows.model._meta.get_field("index").related_model
    shown: list[int] = []
    for asked in (most + 1, WINDOW):
        keys = find(index, words, most=asked)
        public = set(rows.filter(pk__in=keys).values_list("pk", flat=True))
        shown = [key for key in keys if key in public]
        if len(shown) > most or len(keys) < asked:
            break
    return shown[: most + 1]


def find(index: type[Searched], words: tuple[Word, ...], *, most: int) -> list[int]:
    """Return the keys of rows that hold the words, the best first, hidden ones too. Raises AwayError."""
    global _away_until
    if time.monotonic() < _away_until:
        raise AwayError
    table = index._meta.db_table
    fields = [f"{name}^{weight}" for name, weight in index.weights.items()]
    asked = {
        "filter": [{"term": {"index": table}}],
        "must": [_either(word, fields) for word in words],
    }
    body = {"query": {"bool": asked}, "size": most, "_source": False, "track_total_hits": False}
    try:
        said = _ask("search", body=body, request_timeout=ANSWER_SECONDS)
    except AwayError:
        _away_until = time.monotonic() + AWAY_SECONDS
        logger.warning("The search server does not answer; the database is asked meanwhile.")
        raise
    return [int(hit["_id"].rpartition(":")[2]) for hit in said["hits"]["hits"]]


def make(indexes: list[type[Searched]]) -> None:
    """Make the index anew, empty. Raises AwayError."""
    texts = {name: {"type": "text"} for index in indexes for name in index.weights}
    mappings = {"dynamic": "strict", "properties": {"index": {"type": "keyword"}, **texts}}
    _ask("indices.delete", ignore_unavailable=True)
    _ask("indices.create", body={"settings": {"analysis": ANALYSIS}, "mappings": mappings})


def is_made() -> bool:
    return _ask("indices.exists")


def push(changes: list[tuple[str, int, int, dict | None]]) -> None:
    """
    Tell what rows hold now: the table of the index, the key, the version, and the words, None where hidden.

    What comes late with an older version changes nothing. Raises AwayError.
    """
    lines = []
    for table, pk, version, words in changes:
        about = {"_id": f"{table}:{pk}", "version": version, "version_type": "external_gte"}
        lines.append({"delete" if words is None else "index": about})
        if words is not None:
            lines.append({"index": table, **words})
    said = _ask("bulk", body=lines, request_timeout=PUSH_SECONDS)
    for item in said["items"] if said["errors"] else ():
        _look_at(next(iter(item.values())))


def _look_at(told: dict) -> None:
    if told["status"] in LATER:
        raise AwayError(told["status"])
    if told["status"] >= 400 and told["status"] not in SOLVED:
        logger.error("The search server refused %s: %s", told["_id"], told["status"])


def _either(word: Word, fields: list[str]) -> dict:
    """Any spelling of the word, in any field; the field that answers best counts."""
    kind = {"type": "phrase"}
    if word.is_beginning:
        kind = {"type": "phrase_prefix", "max_expansions": EXPANSIONS}
    spellings = [
        {"multi_match": {"query": text, "fields": fields, **kind}} for text in word.spellings
    ]
    return {"bool": {"should": spellings, "minimum_should_match": 1}}


def _ask(deed: str, **question):
    """Carry out one method of the client, such as "indices.create", on our index. Raises AwayError."""
    from opensearchpy.exceptions import OpenSearchException

    client, index = _client(settings.SEARCH_URL)
    method = client
    for name in deed.split("."):
        method = getattr(method, name)
    try:
        return method(index=index, **question)
    except OpenSearchException as error:
        raise AwayError(str(error)) from error


@lru_cache(1)
def _client(url: str):
    """Return the client and the name of our index."""
    from opensearchpy import OpenSearch

    parts = urlsplit(url)
    is_secure = parts.scheme == "opensearchs"
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    host = {"host": parts.hostname, "port": parts.port or (443 if is_secure else 9200)}
    client = OpenSearch(hosts=[host], use_ssl=is_secure, http_auth=login, max_retries=0)
    return client, parts.path[1:]

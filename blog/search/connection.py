"""
How the search server is reached, and what may become of a question.

A fault's text is its class and status: a server repeats in its own words what a reader typed.
"""

from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

CONNECTIONS = 8  # kept open by a process, one for each thread at least: others would dial anew
# What the server says of itself, whatever is asked; all else is said of one question.
ITSELF = {401, 403, 429, 502, 503, 504}


class FaultError(Exception):
    """A question was not answered; the next may be."""

    def __init__(self, kind: str, code: int | str):
        super().__init__(f"{kind} {code}")
        self.code = code


class AwayError(FaultError):
    """Nor would another be: the server is not there, has too much to do, or is closed to us."""


def ask(deed: str, **question):
    """Carry out one method of the client, such as "indices.create", on our index. Raises FaultError."""
    from opensearchpy.exceptions import OpenSearchException

    client, index = _client(settings.SEARCH_URL)
    method = client
    for name in deed.split("."):
        method = getattr(method, name)
    try:
        return method(index=index, **question)
    except OpenSearchException as error:
        code = getattr(error, "status_code", "")
        is_of_question = isinstance(code, int) and code not in ITSELF
        kind = FaultError if is_of_question else AwayError
        raise kind(type(error).__name__, code) from None  # the cause may hold what was typed


@lru_cache(1)
def _client(url: str):
    """Return the client and the name of our index."""
    from opensearchpy import OpenSearch

    parts = urlsplit(url)
    is_secure = parts.scheme == "opensearchs"
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    host = {"host": parts.hostname, "port": parts.port or (443 if is_secure else 9200)}
    client = OpenSearch(
        hosts=[host], use_ssl=is_secure, http_auth=login, max_retries=0, pool_maxsize=CONNECTIONS
    )
    return client, parts.path[1:]

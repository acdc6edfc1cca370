"""Which documents answer a question, and how well: a hit counts what its field does, and no more."""

from .analysis import Refused, only
from .index import Index

WINDOW = 10_000  # hits, at the most
MOST_CLAUSES = 1_024  # of one question, all its parts together


def search(index: Index, body: dict) -> list[dict]:
    """Return the hits. Raises Refused."""
    only(body, "query", "size", "sort", "stored_fields", "track_total_hits")
    if body["size"] > WINDOW:
        raise Refused(400, "illegal_argument_exception")
    if _clauses(index, body["query"]) > MOST_CLAUSES:
        raise Refused(500, "too_many_nested_clauses")
    hits = [
        {"_index": "blog", "_id": pk, "_score": score, "source": source}
        for pk, (_, source) in index.documents.items()
        if source is not None and (score := _score(index, body["query"], pk))
    ]
    ordered = [_ordered(index, order) for order in body["sort"]]
    for place in reversed(ordered):
        hits.sort(key=place, reverse=True)
    return [_told(hit, ordered, body.get("stored_fields")) for hit in hits[: body["size"]]]


def _told(hit: dict, ordered: list, stored: str | None) -> dict:
    """Return what the answer says of a hit: without its id, where nothing that is stored is wanted."""
    if stored not in (None, "_none_"):
        raise Refused(400, "illegal_argument_exception")
    known = {"_index": hit["_index"], "_score": hit["_score"]}
    known |= {} if stored else {"_id": hit["_id"]}
    return known | {"sort": [place(hit) for place in ordered]}


def _ordered(index: Index, order):
    if order == "_score":
        return lambda hit: hit["_score"]
    [(name, direction)] = order.items()
    if direction != "desc" or name not in index.fields:
        raise Refused(400, "query_shard_exception")
    return lambda hit: hit["source"][name]


def _parts(about: dict) -> tuple[list, list, list]:
    only(about, "filter", "must", "should", "minimum_should_match")
    return tuple(about.get(name, []) for name in ("filter", "must", "should"))


def _clauses(index: Index, query: dict) -> int:
    """Return how many Lucene counts: each word that a beginning was looked up as is one."""
    [(kind, about)] = query.items()
    if kind == "bool":
        return sum(_clauses(index, each) for part in _parts(about) for each in part)
    if kind == "multi_match":
        return sum(_clauses_in_field(index, about, field) for field in about["fields"])
    return 1


def _clauses_in_field(index: Index, about: dict, field: str) -> int:
    asked = index.analyzed(about["query"])
    expanded = _expanded(index, about, field.partition("^")[0], asked[-1]) if asked else None
    return len(expanded) if len(asked) == 1 and expanded else len(asked)


def _score(index: Index, query: dict, pk: str) -> float:
    """Return how well a document answers, 0 where it does not."""
    [(kind, about)] = query.items()
    if kind == "term":
        source = index.documents[pk][1]
        return float(all(source.get(name) == value for name, value in about.items()))
    if kind == "terms":
        [(name, values)] = about.items()
        return float(index.documents[pk][1].get(name) in values)
    if kind == "multi_match":
        only(about, "query", "fields", "type", "max_expansions")
        return max(_in_field(index, about, field, pk) for field in about["fields"])
    if kind != "bool":
        raise Refused(400, "parsing_exception")
    held, needed, either = ([_score(index, each, pk) for each in part] for part in _parts(about))
    if not all((*held, *needed)) or (either and not any(either)):
        return 0
    return sum(needed) + sum(either)


def _in_field(index: Index, about: dict, field: str, pk: str) -> float:
    name, _, boost = field.partition("^")
    said, asked = index.words[pk].get(name, []), index.analyzed(about["query"])
    for start in range(len(said) - len(asked) + 1) if asked else ():
        row = said[start : start + len(asked)]
        if row[:-1] == asked[:-1] and _is_last(index, about, name, asked[-1], row[-1]):
            return float(boost or 1)
    return 0


def _is_last(index: Index, about: dict, name: str, asked: str, said: str) -> bool:
    if about["type"] == "phrase":
        return said == asked
    expanded = _expanded(index, about, name, asked)
    return said.startswith(asked) if expanded is None else said in expanded


def _expanded(index: Index, about: dict, name: str, beginning: str) -> list[str] | None:
    """Return the words that a beginning is looked up as, by the alphabet; None where it is one itself."""
    prefixes = index.fields.get(name, {}).get("index_prefixes")
    is_short = prefixes and prefixes["min_chars"] - 1 <= len(beginning) <= prefixes["max_chars"]
    if about["type"] != "phrase_prefix" or is_short:
        return None
    all_words = {word for words in index.words.values() for word in words.get(name, [])}
    return sorted(word for word in all_words if word.startswith(beginning))[
        : about["max_expansions"]
    ]

"""How OpenSearch parts a text into words: by the analysis that its index was made with."""

import re
import unicodedata
from collections.abc import Callable

LONGEST_WORD = 32_766  # bytes; Lucene keeps none that is longer
# What an index has that was made with the first document: about the "standard" analyzer.
STANDARD = {
    "tokenizer": {"words": {"type": "pattern", "pattern": r"[\p{L}\p{N}\p{P}]+", "group": 0}},
    "analyzer": {"default": {"type": "custom", "tokenizer": "words", "filter": ["lowercase"]}},
}
KNOWN = {"lowercase": {"type": "lowercase"}}
CLASS = re.compile(r"\\p\{([A-Z])\}")


class Refused(Exception):
    """The answer is a status of 400 or more, and what OpenSearch calls the error."""

    def __init__(self, status: int, kind: str):
        super().__init__(kind)
        self.status, self.kind = status, kind

    @property
    def error(self) -> dict:
        return {"type": self.kind, "reason": self.kind, "root_cause": [{"reason": self.kind}]}


def only(about: dict, *known: str) -> dict:
    """Return ``about``. Raises Refused: it has other keys than these."""
    if strange := set(about) - set(known):
        raise Refused(400, f"parsing_exception: unknown {sorted(strange)}")
    return about


def analyzer(analysis: dict) -> Callable[[str], list[str]]:
    """Return the "default" of an index as a function: the words of a text, in their order."""
    only(analysis, "tokenizer", "filter", "analyzer")
    default = only(analysis["analyzer"]["default"], "type", "tokenizer", "filter")
    parted = _tokenizer(analysis["tokenizer"][default["tokenizer"]])
    known = KNOWN | analysis.get("filter", {})
    filters = [_filter(known[name]) for name in default["filter"]]

    def words(text: str) -> list[str]:
        found = parted(text)
        for each in filters:
            found = [each(word) for word in found]
        return found

    return words


def _tokenizer(about: dict) -> Callable[[str], list[str]]:
    """Return the one of type "pattern"; of Java's expressions it knows classes of letters alone."""
    only(about, "type", "pattern", "group")
    kinds = re.compile(CLASS.sub(r"\1", about["pattern"]))
    is_known = re.fullmatch(r"[][LNMP*+]+", kinds.pattern)
    if not is_known or (about["type"], about["group"]) != ("pattern", 0):
        raise Refused(400, "illegal_argument_exception")

    def words(text: str) -> list[str]:
        of_each = "".join(unicodedata.category(char)[0] for char in text)
        return [text[match.start() : match.end()] for match in kinds.finditer(of_each)]

    return words


def _filter(about: dict) -> Callable[[str], str]:
    if about["type"] == "lowercase":
        return lambda word: "".join(char.lower() for char in word)  # each by itself, as in Java
    only(about, "type", "length")
    if about["type"] != "truncate":
        raise Refused(400, "illegal_argument_exception")
    return lambda word: word[: about["length"]]

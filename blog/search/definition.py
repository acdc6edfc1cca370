"""
What the search server's index is: its settings and its fields (docs/decisions/0025).

It is told folded texts, so that words are the same as in the database's indexes; it parts and shortens them.
"""

import hashlib
import json

from .matching import Searched
from .words import SHORTEST_BEGINNING

LONGEST_WORD = 100  # characters; a document with a word of more than 32,766 bytes would be refused
# Each beginning is a word of its own there. Looked up among all words, "con" would stand for the first 200
# of them by the alphabet; and a question of more than 1,024 in all would not be answered.
BEGINNINGS = {"min_chars": SHORTEST_BEGINNING, "max_chars": 10}
SETTINGS = {
    # Said, since a server that nobody asked for 30 seconds otherwise lets the next search wait for it.
    "index": {"refresh_interval": "1s"},
    "analysis": {
        "tokenizer": {
            "words": {
                "type": "pattern",
                "pattern": r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*",
                "group": 0,
            }
        },
        "filter": {"shortened": {"type": "truncate", "length": LONGEST_WORD}},
        "analyzer": {"default": {"type": "custom", "tokenizer": "words", "filter": ["shortened"]}},
    },
}


def definition_of(indexes: list[type[Searched]]) -> dict:
    """Return it for the rows of all ``indexes``; ``key`` orders what answers equally well."""
    text = {"type": "text", "index_prefixes": BEGINNINGS}
    texts = {name: text for index in indexes for name in index.weights}
    fields = {"index": {"type": "keyword"}, "key": {"type": "long"}, **texts}
    return {"settings": SETTINGS, "mappings": {"dynamic": "strict", "properties": fields}}


def digest_of(definition: dict) -> str:
    """Return what tells one definition from another."""
    whole = json.dumps(definition, sort_keys=True)
    return hashlib.blake2b(whole.encode(), digest_size=6).hexdigest()

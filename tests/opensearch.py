"""
The five questions that Rejoinder asks of OpenSearch, answered as its documentation says.

It stands for a server where none can be had; what it does not know it answers with 400, so that a
question that this does not understand fails a test.
"""

import contextlib
import json
import re
import threading
import unicodedata
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_ACCENTS = re.compile("[\u0300-\u036f]")


class Fake(ThreadingHTTPServer):
    """``documents``: id -> (version, source), None before the index is made; ``is_broken``: answers 503."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.documents: dict[str, tuple[int, dict]] | None = None
        self.is_broken = False
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"opensearch://127.0.0.1:{self.server_port}/blog"


@contextlib.contextmanager
def running() -> Iterator[Fake]:
    fake = Fake()
    thread = threading.Thread(
        target=fake.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield fake
    finally:
        fake.shutdown()
        fake.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self._say(404 if self.server.documents is None else 200, None)

    def do_DELETE(self):
        self.server.documents = None
        self._say(200, {"acknowledged": True})

    def do_PUT(self):
        mappings = self._body()["mappings"]
        assert mappings["dynamic"] == "strict"
        self.server.documents = {}
        self._say(200, {"acknowledged": True, "index": "blog"})

    def do_POST(self):
        if self.path.startswith("/blog/_bulk"):
            self._bulk([json.loads(line) for line in self._read().splitlines()])
        elif self.path.startswith("/blog/_search"):
            self._search(self._body())
        else:
            self._say(400, {"error": self.path})

    def _bulk(self, lines: list[dict]):
        items, lines = [], iter(lines)
        for line in lines:
            [(deed, about)] = line.items()
            source = next(lines) if deed == "index" else None
            items.append({deed: {"_id": about["_id"], "status": self._store(about, source)}})
        errors = any(item["status"] >= 400 for each in items for item in each.values())
        self._say(200, {"errors": errors, "items": items})

    def _store(self, about: dict, source: dict | None) -> int:
        assert about["version_type"] == "external_gte"
        known, _ = self.server.documents.get(about["_id"], (0, None))
        if about["version"] < known:
            return 409
        was_there = self.server.documents.get(about["_id"], (0, None))[1] is not None
        self.server.documents[about["_id"]] = (about["version"], source)
        return 404 if source is None and not was_there else 200

    def _search(self, body: dict):
        if self.server.documents is None:
            self._say(404, {"error": {"type": "index_not_found_exception"}, "status": 404})
            return
        scores = {
            key: _score(body["query"], source)
            for key, (_, source) in self.server.documents.items()
            if source is not None
        }
        found = sorted((key for key in scores if scores[key]), key=lambda key: -scores[key])
        hits = [{"_id": key, "_score": scores[key]} for key in found[: body["size"]]]
        self._say(200, {"hits": {"hits": hits}})

    def _read(self) -> str:
        return self.rfile.read(int(self.headers["Content-Length"])).decode()

    def _body(self) -> dict:
        return json.loads(self._read())

    def _say(self, status: int, words: dict | None):
        self.server.asked.append(f"{self.command} {self.path}")
        status = 503 if self.server.is_broken else status
        body = b"" if words is None else json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


def _score(query: dict, source: dict) -> float:
    """Return how well a document answers, 0 where it does not."""
    [(kind, about)] = query.items()
    if kind == "term":
        return float(all(source[name] == value for name, value in about.items()))
    if kind == "multi_match":
        return max(_in_field(about, field, source) for field in about["fields"])
    assert kind == "bool", kind
    needed = [_score(each, source) for each in [*about.get("filter", ()), *about.get("must", ())]]
    either = [_score(each, source) for each in about.get("should", ())]
    if not all(needed) or (either and not any(either)):
        return 0
    return sum(needed[len(about.get("filter", ())) :]) + sum(either)


def _in_field(about: dict, field: str, source: dict) -> float:
    name, _, boost = field.partition("^")
    said, asked = _words(source.get(name, "")), _words(about["query"])
    last = str.startswith if about["type"] == "phrase_prefix" else str.__eq__
    for start in range(len(said) - len(asked) + 1):
        row = said[start : start + len(asked)]
        if row[:-1] == asked[:-1] and last(row[-1], asked[-1]):
            return float(boost or 1)
    return 0


def _words(text: str) -> list[str]:
    folded = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).lower()
    return re.findall(r"[^\W_]+", folded)

"""The stand-in's interface: what comes over HTTP, and how it is answered."""

import base64
import contextlib
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from .analysis import Refused, only
from .index import Index
from .real import Real
from .searching import search

LOGIN = "Basic " + base64.b64encode(b"blog:p@ss").decode()
ACKNOWLEDGED = {"acknowledged": True, "shards_acknowledged": True, "index": "blog"}
SHARDS = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}


class Fake(ThreadingHTTPServer):
    """
    ``index``: None before it is made. What is set at the others goes wrong, till it is taken back.

    ``real``: the server that questions go through to, where TEST_SEARCH_SERVER names one.
    """

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        address = os.environ.get("TEST_SEARCH_SERVER", "")
        self.real = Real(address) if address else None
        self.index = None
        self.status: int | None = None  # of all answers
        self.item_status: int | None = None  # of each document
        self.lost = ""  # "PUT /blog": it is carried out, and the answer never comes
        self.largest = 100_000_000  # bytes of a question
        self.asked: list[str] = []
        self.connections = 0

    @property
    def index(self):
        return self.real.index() if self.real else self._made_up

    @index.setter
    def index(self, index: Index | None):
        if self.real:
            self.real.forget()
        self._made_up = index

    @property
    def url(self) -> str:
        return f"opensearch://blog:p%40ss@127.0.0.1:{self.server_port}/blog"

    def get_request(self):
        self.connections += 1
        return super().get_request()


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
        fake.index = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open
    wbufsize = -1  # an answer goes as a whole
    disable_nagle_algorithm = True

    def _answer(self):
        address = urlsplit(self.path)
        self.params = dict(parse_qsl(address.query))
        deed = f"{self.command} {address.path}"
        self.server.asked.append(deed)
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            status, words = 200, self._done(deed)
        except Refused as refused:
            error = refused.error | {"reason": self.body.decode()}  # it repeats what it was asked
            status, words = refused.status, {"error": error, "status": refused.status}
        if self.server.lost == deed:
            self.close_connection = True
        else:
            self._say(status, words)

    do_GET = do_PUT = do_POST = do_DELETE = _answer

    def _done(self, deed: str) -> dict:
        """Carry it out and return the answer. Raises Refused."""
        if self.headers["Authorization"] != LOGIN:
            raise Refused(401, "security_exception")
        if self.server.status:
            raise Refused(self.server.status, "set_by_a_test")
        if len(self.body) > self.server.largest:
            raise Refused(413, "content_too_long")
        if deed not in DEEDS:
            raise Refused(400, f"no handler found for {deed}")
        method, params = DEEDS[deed]
        only(self.params, *params)
        if self.server.real and not self.server.item_status:
            return self._asked_behind()
        return method(self)

    def _asked_behind(self) -> dict:
        if self.path.endswith("/_search"):
            self.server.real.refresh()
        return self.server.real.ask(self.command, self.path, self.body)

    def _delete(self) -> dict:
        if self.server.index is None and self.params.get("ignore_unavailable") != "true":
            raise Refused(404, "index_not_found_exception")
        self.server.index = None
        return {"acknowledged": True}

    def _create(self) -> dict:
        if self.server.index is not None:
            raise Refused(400, "resource_already_exists_exception")
        self.server.index = Index(json.loads(self.body))
        return ACKNOWLEDGED

    def _put_mapping(self) -> dict:
        self._index().put(json.loads(self.body))
        return {"acknowledged": True}

    def _get_mapping(self) -> dict:
        return {"blog": {"mappings": self._index().mappings}}

    def _search(self) -> dict:
        hits = search(self._index(), json.loads(self.body))
        told = {"max_score": None, "hits": hits}
        return {"took": 1, "timed_out": False, "_shards": SHARDS, "hits": told}

    def _bulk(self) -> dict:
        if self.server.index is None:
            self.server.index = Index()  # what comes makes one of its own kind
        items, lines = [], iter(self.body.removesuffix(b"\n").split(b"\n"))
        for line in lines:
            [(deed, about)] = json.loads(line).items()
            source = None if deed == "delete" else json.loads(next(lines))
            items.append(
                {deed: {"_index": "blog", "_id": about["_id"], **self._item(about, source)}}
            )
        errors = any("error" in told for item in items for told in item.values())
        return {"took": 1, "errors": errors, "items": items}

    def _item(self, about: dict, source: dict | None) -> dict:
        try:
            if self.server.item_status:
                raise Refused(self.server.item_status, "set_by_a_test")
            return {"_version": about["version"], **self.server.index.store(about, source)}
        except Refused as refused:
            return {"status": refused.status, "error": refused.error}

    def _index(self) -> Index:
        if self.server.index is None:
            raise Refused(404, "index_not_found_exception")
        return self.server.index

    def _say(self, status: int, words: dict):
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


# What is known: by which method, and with which parameters.
DEEDS = {
    "DELETE /blog": (_Handler._delete, ["ignore_unavailable"]),
    "PUT /blog": (_Handler._create, []),
    "PUT /blog/_mapping": (_Handler._put_mapping, []),
    "GET /blog/_mapping": (_Handler._get_mapping, []),
    "POST /blog/_search": (_Handler._search, []),
    "POST /blog/_bulk": (_Handler._bulk, []),
}

"""A real OpenSearch behind the stand-in's interface, for who has one: the same tests, its own answers."""

import json
import os
import urllib.error
import urllib.request

from .analysis import Refused

OURS = f"rejoinder-test-{os.getpid()}"  # its name there of what we call "blog"


class Real:
    """``address``: of the server, as "http://127.0.0.1:9200"."""

    def __init__(self, address: str):
        self.address = address.rstrip("/")

    def ask(self, method: str, path: str, body: bytes = b"") -> dict:
        """Return its answer. Raises Refused."""
        request = urllib.request.Request(
            self.address + path.replace("/blog", f"/{OURS}", 1), body or None, method=method
        )
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise Refused(error.code, json.loads(error.read())["error"]["type"]) from None

    def index(self) -> "RealIndex | None":
        try:
            return RealIndex(self, **self.ask("GET", "/blog")[OURS])
        except Refused:
            return None

    def forget(self) -> None:
        self.ask("DELETE", "/blog?ignore_unavailable=true")

    def refresh(self) -> None:
        """Let all that it was told be found at once."""
        self.ask("POST", "/blog/_refresh")


class RealIndex:
    """What tests look at of index.Index."""

    def __init__(self, server: Real, *, settings: dict, mappings: dict, aliases: dict):
        self.server, self.mappings = server, mappings
        self.definition = {"settings": settings["index"] | {"index": settings["index"]}}
        self.is_strict = mappings.get("dynamic") == "strict"

    @property
    def documents(self) -> dict[str, tuple[int, dict]]:
        self.server.refresh()
        asked = {"size": 10_000, "version": True}
        told = self.server.ask("POST", "/blog/_search", json.dumps(asked).encode())
        return {hit["_id"]: (hit["_version"], hit["_source"]) for hit in told["hits"]["hits"]}

"""A finished page: its headers and compressed bodies, and how it answers one request."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import brotli

Headers = list[tuple[str, str]]

BROTLI_QUALITY, GZIP_LEVEL = 5, 6  # 3 ms each for 100 kB of HTML, once a version of a page
OF_ONE_ANSWER = {"x-request-id", "content-length", "etag", "vary"}  # said anew with each
OF_A_BODY = {"content-type", "content-language"}


class Answer(NamedTuple):
    status: str
    code: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """``bodies``: by content coding; the plain one is unpacked for the few that ask for it."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, headers: Iterable[tuple[str, str]], content: bytes) -> "Page":
        """Compress ``content`` once, for all that ask."""
        headers = list(headers)
        vary = ", ".join(value for name, value in headers if name.lower() == "vary")
        kept = [header for header in headers if header[0].lower() not in OF_ONE_ANSWER]
        kept.append(("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"))
        own = next((value for name, value in headers if name.lower() == "etag"), "")
        etag = own or f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
        bodies = {
            "br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
            "gzip": gzip.compress(content, GZIP_LEVEL, mtime=0),
        }
        # Weak: one for all codings of the same page.
        return cls(tuple(kept), f"W/{etag.removeprefix('W/')}", bodies)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, roughly."""
        return sum(map(len, self.bodies.values())) + sum(map(len, map("".join, self.headers)))

    def answer(self, accepts: str, known: str) -> Answer:
        """
        Return what goes out to somebody who ``accepts`` these codings.

        ``known``: their If-None-Match; they get no body where they have this very page.
        """
        if known and _names(known, self.etag):
            kept = [header for header in self.headers if header[0].lower() not in OF_A_BODY]
            return Answer("304 Not Modified", 304, [*kept, ("ETag", self.etag)], b"")
        coding = coding_for(accepts)
        headers = [*self.headers, ("ETag", self.etag)]
        if coding == "identity":
            body = gzip.decompress(self.bodies["gzip"])
        else:
            body = self.bodies[coding]
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(len(body))))
        return Answer("200 OK", 200, headers, body)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page with the versions that were read before it was made."""

    versions: tuple
    page: Page


@lru_cache(256)
def coding_for(accepts: str) -> str:
    """Return the best of our codings that an Accept-Encoding header allows."""
    weights = {}
    for part in accepts.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "").removeprefix("q=")
    for coding in ("br", "gzip"):
        weight = weights.get(coding, weights.get("*", "0"))
        if weight.strip("0.") or not weight:
            return coding
    return "identity"


def _names(known: str, etag: str) -> bool:
    """Whether an If-None-Match header names ``etag``, by the weak comparison of RFC 9110."""
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return known.strip() == "*" or etag.removeprefix("W/") in tags

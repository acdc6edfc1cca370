"""Somebody in front of a real site: over HTTP, with cookies, without following where they are sent."""

import http.client
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.parse import urlencode

TIMEOUT = 30  # seconds
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
QUEUE = "/admin/comments/comment/queue/"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _StaysHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *where):
        return None


class Person:
    """``base``: the site's address, which may change while its cookies stay."""

    def __init__(self, base: str):
        self.base = base
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies, _StaysHere)

    def ask(self, path: str, fields: dict | None = None) -> Answer:
        """GET, or with ``fields`` POST. Raises OSError, HTTPException: no whole answer came."""
        body = None if fields is None else urlencode(fields).encode()
        request = urllib.request.Request(self.base + path, body, {"Origin": self.base})
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a page with one form."""
        return dict(HIDDEN.findall(self.ask(path).text))

    def sign_in(self, email: str, password: str) -> None:
        path = "/admin/login/"
        answer = self.ask(path, self.form(path) | {"username": email, "password": password})
        assert answer.status == 302, answer.text

    def reply_form(
        self, slug: str, words: str, *, name="Reader", parent: int | None = None
    ) -> dict:
        """Return all that a reader sends who wrote these words."""
        path = f"/articles/{slug}/reply/" + (f"?parent={parent}" if parent else "")
        return self.form(path) | {"name": name, "body": words, "parent": parent or ""}

    def decide(self, pk: int, to: str, *, was="pending") -> Answer:
        """Decide on a comment in the queue, as a moderator who is signed in."""
        token = self.form(f"{QUEUE}?tab=all")["csrfmiddlewaretoken"]
        fields = {"csrfmiddlewaretoken": token, "seen": f"{pk} {was} 1", "to": to}
        answer = self.ask(f"{QUEUE}decide/", fields)
        assert answer.status == 302, answer.text
        return answer

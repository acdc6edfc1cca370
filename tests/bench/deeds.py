"""What writers and moderators wait for, in a discussion of 100,000 against a small one."""

import re
import statistics
from collections.abc import Iterator
from urllib.parse import urlencode

import brotli

from tests.site import Site

from .load import Client
from .table import Row

ROUNDS = 5
POSTS = 8  # a round
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUEUE = "/admin/comments/comment/queue/"
END_OF_THREAD = """
from comments.models import Comment
thread = Comment.objects.filter(discussion__article__slug="{slug}", status="approved", level=0)
print(thread.order_by("-thread__stored_count").first().pk)
"""
NO_FLOODS = """
from datetime import timedelta
from django.db.models import F
from comments.models import Comment
Comment.objects.filter(network_hash__isnull=False).update(network_hash=None)
"""


class Guest(Client):
    """Somebody new with each post, so that nobody is told to wait."""

    def post(self, slug: str, parent: int | None = None) -> None:
        self.connection.close()
        path = f"/articles/{slug}/reply/"
        form = brotli_or_plain(
            self.ask(path + (f"?parent={parent}" if parent else "")), self.answer
        )
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
        cookie = self.answer.headers["Set-Cookie"].partition(";")[0]
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        fields |= {"csrfmiddlewaretoken": token, "name": "Bench", "body": f"Words {token}."}
        self.form = (path, urlencode(fields | {"parent": parent or ""}), FORM | {"Cookie": cookie})

    def send(self) -> None:
        path, body, headers = self.form
        self.ask(
            path, method="POST", body=body, headers=headers | {"Origin": self.site.url}, expect=303
        )


def brotli_or_plain(content: bytes, answer) -> str:
    packed = answer.headers.get("Content-Encoding") == "br"
    return (brotli.decompress(content) if packed else content).decode()


def posting(site: Site) -> Iterator[Row]:
    """A new thread, and an answer at a thread's end, among 100,000 comments and among 32."""
    guest = Guest(site)
    for name, is_answer in (("a new thread", False), ("an answer", True)):
        parents = {slug: _thread(site, slug) if is_answer else None for slug in ("few", "many")}
        ratios, walls = [], []
        for _ in range(ROUNDS):
            times = {slug: _posts(guest, slug, parent) for slug, parent in parents.items()}
            ratios.append(times["many"] / times["few"])
            walls.append(times["many"])
            site.manage("shell", "--no-imports", "-c", NO_FLOODS)
        how = f"{statistics.median(walls):.1f} ms"
        yield Row(
            f"posting {name}, 100,000 ÷ 32", statistics.median(ratios), "×", "≤ 1.5", ratios, how
        )


def _posts(guest: Guest, slug: str, parent: int | None) -> float:
    walls = []
    for _ in range(POSTS):
        guest.post(slug, parent)
        walls.append(guest.cost(guest.send, times=1).wall)
    return statistics.median(walls)


def _thread(site: Site, slug: str) -> int:
    said = site.manage("shell", "--no-imports", "-c", END_OF_THREAD.format(slug=slug))
    return int(said.splitlines()[-1])

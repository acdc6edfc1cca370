"""What writers and moderators wait for, in a discussion of 100,000 against a small one."""

import re
import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import brotli

from tests.person import QUEUE, Person
from tests.site import Site

from . import ground
from .load import Client
from .table import Row

ROUNDS = 5
POSTS = 7  # a round under each article: of thirty in ten minutes from one network the rest is held
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
END_OF_THREAD = """
from comments.models import Comment
thread = Comment.objects.filter(discussion__article__slug="{slug}", status="approved", level=0)
print(thread.order_by("-thread__stored_count").first().pk)
"""
FIRST_LEAVES = """
from comments.models import Comment
answers = Comment.objects.filter(discussion__article__slug="full", level=1).order_by("lft")
print(*answers.values_list("pk", flat=True)[:{count}])
"""
NO_FLOODS = """
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
        given = self.answer.headers.get_all("Set-Cookie")
        cookie = "; ".join(each.partition(";")[0] for each in given)
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
        for number in range(ROUNDS):
            times = {slug: _posts(guest, slug, parent) for slug, parent in parents.items()}
            ratios.append(times["many"] / times["few"])
            walls.append(times["many"])
            if number % 2 or number == ROUNDS - 1:
                ground.run(site, NO_FLOODS)
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
    return int(ground.run(site, END_OF_THREAD.format(slug=slug)))


def worst_post(site: Site) -> Row:
    """An answer far to the left in a thread that is nearly full: almost all its rows make room."""
    guest, walls = Guest(site), []
    leaves = ground.run(site, FIRST_LEAVES.format(count=3 * POSTS)).split()
    for leaf in leaves:
        guest.post("full", int(leaf))
        walls.append(guest.cost(guest.send, times=1).wall)
    name = f"posting at worst, in a thread of {ground.IN_FULL_THREAD:,}"
    rounds = [statistics.median(walls[start::3]) for start in range(3)]
    return Row(name, statistics.median(walls), "ms", "", rounds, f"{max(walls):.1f} ms at most")


def moderating(site: Site) -> Iterator[Row]:
    """Opening the queue and approving one there, with 100,000 that wait against 100; the last rows."""
    mona = Person(site.url)
    mona.sign_in(*site.logins["moderator"])
    few = _opening(mona), _approving(mona)
    ground.let_wait(site)
    many = _opening(mona), _approving(mona)
    for name, small, large in zip(("opening the queue", "approving one"), few, many, strict=True):
        middle = statistics.median(small)
        ratios = [wall / middle for wall in large]
        how = f"{statistics.median(large):.1f} ms; not in pairs: first 100, then 100,000"
        value = statistics.median(ratios)
        yield Row(f"{name}, 100,000 pending ÷ 100", value, "×", "≤ 1.5", ratios, how)


def _opening(mona: Person) -> list[float]:
    mona.ask(QUEUE)
    return [_milliseconds(lambda: mona.ask(QUEUE)) for _ in range(2 * POSTS)]


def _approving(mona: Person) -> list[float]:
    page = mona.ask(QUEUE).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    walls = []
    for seen in re.findall(r'name="seen" value="([^"]+)"', page)[: 2 * POSTS]:
        fields = {"csrfmiddlewaretoken": token, "seen": seen, "to": "approved"}
        walls.append(_milliseconds(lambda: _decide(mona, fields)))  # noqa: B023
    return walls


def _decide(mona: Person, fields: dict) -> None:
    answer = mona.ask(f"{QUEUE}decide/", fields)
    assert answer.status == 302, answer.text


def _milliseconds(deed) -> float:
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000

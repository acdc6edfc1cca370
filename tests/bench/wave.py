"""
A wave of spam through the real server while readers read, then one action against it and one undo.

``python -m tests.bench.wave [--count 10000] [--postgres]`` prints the figures. Every comment comes from
a new guest whose form was fetched before; answers other than the right ones are counted, not passed over.
"""

import argparse
import contextlib
import http.cookiejar
import json
import multiprocessing
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import django

from tests import postgresql
from tests.site import Site, running

from .deeds import QUEUE, Guest
from .load import Client

SLUG, ELSEWHERE = "under-attack", "left-in-peace"
WRITERS, READERS = 4, 2
OWN_PROCESS = multiprocessing.get_context("spawn")
CALM = 3  # seconds of reading before the wave, to compare with
THINKING = 0.05  # seconds between two pages of a reader
LOGIN = "/admin/login/"
EMAIL, PASSWORD = "wave@example.org", "a wave of spam"
SETTINGS = "tests.config.stub.settings"  # the server of `make run`, without the demo
MAKE = f"""
from django.contrib.auth.models import Group
from authors.models import User
from tests.blog.make import make_article
user = User.objects.create_user("{EMAIL}", "{PASSWORD}", name="Mo", is_staff=True)
user.groups.add(Group.objects.get(name="Moderator"))
for slug in ("{SLUG}", "{ELSEWHERE}"):
    make_article(slug=slug, title=slug, source="<p>" + "Some words. " * 180 + "</p>")
"""
# Whatever an action may change, as one number: rows, tallies and people.
STATE = f"""
import hashlib
from comments.models import Comment, Discussion, Participation, Thread
here, digest = Discussion.objects.filter(article__slug="{SLUG}"), hashlib.sha256()
for model, where, but in (
    (Comment, "discussion__in", ()), (Thread, "discussion__in", ()),
    (Participation, "discussion__in", ()), (Discussion, "pk__in", ("version",)),
):
    names = [field.attname for field in model._meta.concrete_fields if field.name not in but]
    rows = model.objects.filter(**{{where: here}}).order_by("pk")
    for row in rows.values_list(*names).iterator():
        digest.update(repr(row).encode())
print(digest.hexdigest())
"""
COUNTS = f"""
import json
from comments.models import Discussion
found = Discussion.objects.get(article__slug="{SLUG}")
print(json.dumps([found.pending_count, found.spam_count, found.approved_count]))
"""


@dataclass
class Figures:
    """Times are in seconds, one a request; ``faults`` are the answers that nobody should get."""

    calm: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    reading_in_action: list[float] = field(default_factory=list)
    writing_in_action: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    wave: float = 0.0
    removal: float = 0.0
    undo: float = 0.0
    is_cleared: bool = False
    is_restored: bool = False

    @property
    def slowdown(self) -> float:
        return statistics.median(self.reading) / statistics.median(self.calm)

    def show(self) -> str:
        def times(values):
            middle, worst = statistics.median(values) * 1000, max(values) * 1000
            return f"median {middle:,.1f} ms, worst {worst:,.0f} ms, of {len(values):,}"

        return "\n".join(
            (
                f"the wave: {len(self.writing):,} comments in {self.wave:,.0f} s",
                f"posting one: {times(self.writing)}",
                f"reading before: {times(self.calm)}",
                f"reading in the wave: {times(self.reading)}, {self.slowdown:.2f} × (≤ 2)",
                f"reading in removal and undo: {times(self.reading_in_action)}",
                f"posting elsewhere meanwhile: {times(self.writing_in_action)}",
                f"removal in {self.removal:.1f} s, complete: {self.is_cleared}",
                f"undo in {self.undo:.1f} s, everything as before: {self.is_restored}",
                f"wrong answers: {len(self.faults)} {self.faults[:3]}",
            )
        )


def measure(site: Site, count: int) -> Figures:
    """Let ``count`` comments come in, remove them by one action, undo it; return what was seen."""
    site.manage("shell", "--no-imports", "-c", MAKE)
    site.manage("seed_comments", SLUG, "--count", "50")
    figures = Figures()
    _while_read(site, figures.calm, figures, lambda: time.sleep(CALM))
    _while_read(site, figures.reading, figures, lambda: _post_all(site, count, figures))
    before = _said(site, STATE)
    pending, *_ = json.loads(_said(site, COUNTS))
    moderator = Moderator(site)
    figures.removal = _in_action(site, figures, moderator.remove_all)
    figures.is_cleared = json.loads(_said(site, COUNTS)) == [0, pending, 50] and pending == count
    figures.undo = _in_action(site, figures, moderator.undo)
    figures.is_restored = _said(site, STATE) == before
    site.manage("check_threads")
    return figures


def _in_action(site: Site, figures: Figures, deed: Callable) -> float:
    """Return the seconds that ``deed`` took while others read, and one posts under another article."""
    done, started = threading.Event(), time.perf_counter()

    def write():
        guest = Guest(site)
        while not done.is_set():
            with _faults_in(figures):
                guest.post(ELSEWHERE)
                _note(figures.writing_in_action, figures, guest.send)
            time.sleep(THINKING)

    def act():
        writer = threading.Thread(target=write)
        writer.start()
        try:
            deed()
        finally:
            done.set()
            writer.join()

    _while_read(site, figures.reading_in_action, figures, act)
    return time.perf_counter() - started


def _while_read(site: Site, times: list[float], figures: Figures, deed: Callable) -> None:
    """Do ``deed`` while readers read; their times go to ``times``."""
    begun, done = OWN_PROCESS.Barrier(READERS + 1), OWN_PROCESS.Event()
    seen = OWN_PROCESS.SimpleQueue()
    # In this process they would wait for the writers' turns with Python, and seem slow.
    what = (Address(site.url), begun, done, seen)
    readers = [OWN_PROCESS.Process(target=_read, args=what) for _ in range(READERS)]
    for each in readers:
        each.start()
    begun.wait()
    try:
        deed()
    finally:
        done.set()
    for _ in readers:
        found = seen.get()
        times += found.reading
        figures.faults += found.faults
    for each in readers:
        each.join()


class Address(NamedTuple):
    """All that a reader knows of the site."""

    url: str


def _read(site: Address, begun, done, seen) -> None:
    """One reader, until ``done``; what they met goes to the queue ``seen``."""
    client, figures = Client(site), Figures()
    begun.wait()
    while not done.is_set():
        _note(figures.reading, figures, lambda: client.ask(f"/articles/{SLUG}/"))
        time.sleep(THINKING)
    seen.put(figures)


def _post_all(site: Site, count: int, figures: Figures) -> None:
    left, lock, started = iter(range(count)), threading.Lock(), time.perf_counter()

    def write():
        guest = Guest(site)
        while True:
            with lock:
                if next(left, None) is None:
                    return
            with _faults_in(figures):
                guest.post(SLUG)
                _note(figures.writing, figures, guest.send)

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    figures.wave = time.perf_counter() - started


def _note(times: list[float], figures: Figures, deed: Callable) -> None:
    started = time.perf_counter()
    with _faults_in(figures):
        deed()
        times.append(time.perf_counter() - started)


@contextlib.contextmanager
def _faults_in(figures: Figures):
    """Note the wrong answer, or the broken connection, and go on."""
    try:
        yield
    except (AssertionError, OSError) as fault:
        figures.faults.append(repr(fault)[:300])


def _said(site: Site, code: str) -> str:
    return site.manage("shell", "--no-imports", "-c", code).splitlines()[-1]


class Moderator:
    """Somebody signed in who uses the queue's forms as they stand, each page after the other."""

    def __init__(self, site: Site):
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        page = self._get(LOGIN)
        self._send(LOGIN, page, {"username": EMAIL, "password": PASSWORD, "next": QUEUE})

    def remove_all(self) -> None:
        """Mark all that waits under the article as spam."""
        article = re.search(r'name="article".*?value="(\d+)"', self._get(QUEUE), re.DOTALL)[1]
        query = urllib.parse.urlencode({"tab": "pending", "article": article, "to": "spam"})
        page = self._get(f"{QUEUE}all/?{query}")
        self._carry_on(self._send(f"{QUEUE}all/", page, _fields(page, "queue/all/")))

    def undo(self) -> None:
        """Take the latest action back."""
        page = self._get(f"{QUEUE}actions/")
        path = re.search(rf'action="({QUEUE}actions/[0-9a-f-]+/)"', page)[1]
        self._carry_on(self._send(path, page, {"op": "undo"}))

    def _carry_on(self, page: str) -> None:
        while "data-carry-on" in page:
            path = re.search(rf'action="({QUEUE}actions/[0-9a-f-]+/)"', page)[1]
            page = self._send(path, page, {"op": "continue"})

    def _get(self, path: str) -> str:
        with self.opener.open(self.site.url + path, timeout=60) as answer:
            return answer.read().decode()

    def _send(self, path: str, page: str, fields: dict) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        headers = {"Origin": self.site.url, "Referer": self.site.url + path}
        request = urllib.request.Request(self.site.url + path, body, headers)
        with self.opener.open(request, timeout=120) as answer:
            return answer.read().decode()


def _fields(page: str, action: str) -> dict:
    """Return the hidden fields of the form that goes to ``action``."""
    form = page[page.index(f'{action}"') :].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # the server is started by the command of `make run`
    parser = argparse.ArgumentParser(prog="python -m tests.bench.wave", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="comments in the wave")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgresql.running()) if options.postgres else ""
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        site = stack.enter_context(
            running(Path(directory, "data"), settings=SETTINGS, database_url=url)
        )
        figures = measure(site, options.count)
    print(figures.show())
    return 1 if figures.faults or not (figures.is_cleared and figures.is_restored) else 0


if __name__ == "__main__":
    sys.exit(main())

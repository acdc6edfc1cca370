"""What readers wait for: kept pages, made pages, orders, weight, memory."""

import contextlib
import itertools
import json
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import brotli

from tests.site import ROOT, Site, clean_environment, free_port, wait_for

from . import load
from .load import Client
from .table import Row

ROUNDS = 5
REQUESTS = 20  # of each kind a round
OF_SERVER = {
    "date",
    "server",
    "connection",
    "content-length",
}  # headers that each server adds itself
SILENT = ("--no-access-log", "--log-level", "warning")  # ours writes its lines by itself
LOGGING = ("--access-log",)
MADE_ANEW = (
    26  # of so many requests one; in turns all pages, since nothing divides this and their number
)
ORDERS = ("newest", "oldest", "active", "reacted", "hottest")
QUERIES = """
import itertools
import json
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.test import Client
from config import page_versions
from config.wsgi import application
import io
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/articles/many/", "QUERY_STRING": "",
           "HTTP_HOST": "127.0.0.1", "SERVER_NAME": "x", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
           "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO()}
ask = lambda: application(dict(environ), lambda *said: None)
ask()
kept, first_row = [], page_versions.first_row
page_versions.first_row = lambda *question: kept.append(question) or first_row(*question)
with CaptureQueriesContext(connection) as kept_by_django:
    ask()
page_versions.first_row = first_row
with CaptureQueriesContext(connection) as made:
    Client().get("/articles/many/?fresh", headers={"host": "127.0.0.1"})
print(json.dumps([len(kept) + len(kept_by_django), len(made)]))
"""

# What a reaction does to the newest thread and its discussion, and the next one takes back.
CHANGE = """
import sys
from django.db import transaction
from django.db.models import F
from comments.models import Comment, Discussion
here = Discussion.objects.filter(article__slug="{slug}")
newest = Comment.objects.approved().filter(discussion__in=here, level=0).order_by("-pk").first()
for _ in sys.stdin:
    with transaction.atomic():
        Comment.objects.filter(pk=newest.pk).update(reaction_count=1 - F("reaction_count"))
        here.update(version=F("version") + 1)
    print("changed", flush=True)
"""


def fresh(path: str, number: int) -> str:
    """Return an address whose page is made anew: with a parameter that it does not read."""
    return f"{path}{'&' if '?' in path else '?'}fresh={number}"


def kept_against_constant(site: Site, target: str) -> Iterator[Row]:
    """The article with fifty comments, against bare Django with the same bytes on the same server."""
    client = Client(site)
    body = client.ask("/articles/fifty/")
    headers = {name: value for name, value in client.answer.getheaders() if name not in OF_SERVER}
    with contextlib.ExitStack() as stack:
        constants = {
            name: stack.enter_context(_Constant(body, headers, log))
            for name, log in (("silent", SILENT), ("with a line in the log each", LOGGING))
        }
        seen = [_in_turns(site, constants.values()) for _ in range(ROUNDS)]
    for number, name in enumerate(constants, 1):
        ratios = [ours.rate / each.rate for ours, *others in seen for each in [others[number - 1]]]
        rates, cpu = ([statistics.median(getattr(turn[place], what) for turn in seen)
                       for place in (0, number)] for what in ("rate", "cpu"))  # fmt: skip
        how = f"{rates[0]:,.0f} ÷ {rates[1]:,.0f} requests/s; {cpu[0]:.0f} ÷ {cpu[1]:.0f} µs of CPU"
        row = f"kept page ÷ constant of bare Django, {name}"
        yield Row(row, statistics.median(ratios), "×", target, ratios, how)


def _in_turns(site: Site, constants) -> list[load.Throughput]:
    ours = load.throughput(f"{site.url}/articles/fifty/", site.process.pid)
    return [ours, *(load.throughput(each.url, each.process.pid) for each in constants)]


class _Constant:
    """Bare Django with this body and these headers, on the same server with as many workers as ours."""

    def __init__(self, body: bytes, headers: dict[str, str], log: tuple[str, ...]):
        self.body, self.headers, self.log = body, headers, log

    def __enter__(self) -> "_Constant":
        from config.management.commands.serve import web_server

        port = free_port()
        self.url, self.files = f"http://127.0.0.1:{port}/", tempfile.TemporaryDirectory()
        body = Path(self.files.name, "body")
        body.write_bytes(self.body)
        command = [each for each in web_server("127.0.0.1", port)[:-1] if each not in SILENT]
        environment = clean_environment() | {
            "CONSTANT_BODY": str(body),
            "CONSTANT_HEADERS": json.dumps(self.headers),
        }
        with Path(self.files.name, "log").open("w") as log:
            self.process = subprocess.Popen(
                [*command, *self.log, "tests.bench.constant:application"],
                cwd=ROOT, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        wait_for(self._is_ready, seconds=20)
        return self

    def _is_ready(self) -> bool:
        try:
            urllib.request.urlopen(self.url).close()
        except OSError:
            return False
        return True

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait()
        self.files.cleanup()


def made_pages(site: Site) -> Iterator[Row]:
    """A page of twenty threads: after one of them changed, then with all that it says made from nothing."""
    client, numbers = Client(site), itertools.count()
    with _Changing(site, "fifty") as change:
        page = "/articles/fifty/"
        costs = [_changed(client, page, change) for _ in range(ROUNDS)]
        yield _made_row("made after one changed", "≤ 15", costs, client.ask(page))
    for slug, name, times in (
        ("fifty", "made from nothing", REQUESTS),
        ("thousand", "at its fullest made from nothing", REQUESTS // 4),
    ):
        page = f"/articles/{slug}/"
        costs = [
            client.cost(lambda: client.ask(fresh(page, next(numbers))), times=times)  # noqa: B023
            for _ in range(ROUNDS)
        ]
        yield _made_row(name, "", costs, client.ask(page))


def _changed(client: Client, page: str, change) -> load.Cost:
    """Return the mean cost of the page, each time after a change; what keeps it alone is not counted."""
    costs = []
    for _ in range(REQUESTS):
        change()
        costs.append(client.cost(lambda: client.ask(page), times=1))
    walls, cpu = ([getattr(cost, what) for cost in costs] for what in ("wall", "cpu"))
    return load.Cost(statistics.median(walls), statistics.mean(cpu))


def _made_row(name: str, target: str, costs: list[load.Cost], page: bytes) -> Row:
    cpu = [cost.cpu for cost in costs]
    shown = brotli.decompress(page).count(b"data-comment ")
    how = f"{statistics.median(cost.wall for cost in costs):.1f} ms wall; {shown} comments"
    return Row(f"page of 20 threads {name}: CPU", statistics.median(cpu), "ms", target, cpu, how)


class _Changing:
    """A process beside the server in which a thread of an article changes, each time it is called."""

    def __init__(self, site: Site, slug: str):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", CHANGE.format(slug=slug)],
            cwd=ROOT, env=site.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self):
        return self

    def __call__(self) -> None:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.wait()


def orders(site: Site, large: str = "many") -> Iterator[Row]:
    """The first page in each order among 100,000 comments against a thousand, in turns; both show 220."""
    client = Client(site)
    for order in ORDERS:
        ratios, walls = [], []
        for number in range(ROUNDS):
            small, big = (
                client.cost(
                    lambda: client.ask(fresh(f"/articles/{slug}/?order={order}", number)),  # noqa: B023
                    times=REQUESTS // 4,
                )
                for slug in ("thousand", large)
            )
            ratios.append(big.wall / small.wall)
            walls.append(big.wall)
        how = f"{statistics.median(walls):.1f} ms"
        name = f"order {order}, {large} ÷ thousand"
        yield Row(name, statistics.median(ratios), "×", "≤ 1.2", ratios, how)


def queries(site: Site) -> Iterator[Row]:
    kept, made = json.loads(site.manage("shell", "--no-imports", "-c", QUERIES).splitlines()[-1])
    yield Row("queries of a kept page", kept, "", "1")
    yield Row("queries of a made page", made, "", "≤ 12")


def weight(site: Site) -> Row:
    """The article with 32 comments: HTML, CSS and JavaScript, compressed, without images and fonts."""
    client = Client(site)
    page = client.ask("/articles/few/")
    html = brotli.decompress(page).decode()
    assets = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js))"', html)
    parts = {path: len(client.ask(path)) for path in set(assets)}
    sizes = {
        kind: sum(size for path, size in parts.items() if path.endswith(kind))
        for kind in (".css", ".js")
    }
    total = (len(page) + sum(parts.values())) / 1000
    how = (
        f"HTML {len(page) / 1000:.1f}, CSS {sizes['.css'] / 1000:.1f}, JS {sizes['.js'] / 1000:.1f}"
    )
    return Row("weight of a page with 32 comments", total, "kB", "≤ 60", detail=how)


def memory(site: Site, requests: int = 10_000) -> Iterator[Row]:
    """Of the web server's workers, after the pages above and after so many requests more."""
    client, sizes = Client(site), []
    paths = ["/", "/articles/few/", "/articles/fifty/", "/articles/many/", "/authors/"]
    for number in range(1, requests + 1):
        path = paths[number % len(paths)]
        client.ask(fresh(path, number) if number % MADE_ANEW == 0 else path)
        if number % (requests // 2) == 0:
            sizes.append(_largest_worker(site))
    how = f"private; {requests // MADE_ANEW} of them made anew"
    name = f"memory of a worker after {requests:,} requests"
    yield Row(name, sizes[1], "MB", "≤ 130", detail=how)
    yield Row("its growth over the second half of them", sizes[1] - sizes[0], "MB", "0")


def _largest_worker(site: Site) -> float:
    """Return what the largest process of the web server has for itself, in MB; shared pages not counted."""
    workers = [
        process
        for process in load.tree(site.process.pid)
        if "granian" in " ".join(process.cmdline())
    ]
    return max(_private(process) for process in workers) / 1e6


def _private(process) -> int:
    if sys.platform == "linux":
        return process.memory_full_info().uss
    return process.memory_info().rss

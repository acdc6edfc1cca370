"""What readers wait for: kept pages, made pages, orders, weight, memory."""

import itertools
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator

import brotli

from tests.site import ROOT, Site, clean_environment, free_port

from . import load
from .load import Client
from .table import Row

ROUNDS = 5
REQUESTS = 40  # of each kind a round
ORDERS = ("newest", "oldest", "active", "reacted", "hottest")
QUERIES = """
import itertools
import json
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.test import Client
from config.wsgi import application
import io
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/articles/many/", "QUERY_STRING": "",
           "HTTP_HOST": "127.0.0.1", "SERVER_NAME": "x", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
           "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO()}
ask = lambda: application(dict(environ), lambda *said: None)
ask()
with CaptureQueriesContext(connection) as kept:
    ask()
with CaptureQueriesContext(connection) as made:
    Client().get("/articles/many/?fresh", headers={"host": "127.0.0.1"})
print(json.dumps([len(kept), len(made)]))
"""


def fresh(path: str, number: int) -> str:
    """Return an address whose page is made anew: with a parameter that it does not read."""
    return f"{path}{'&' if '?' in path else '?'}fresh={number}"


def kept_against_constant(site: Site, target: str) -> Row:
    """The article with fifty comments, against bare Django with the same bytes on the same server."""
    client = Client(site)
    body = client.ask("/articles/fifty/")
    ratios, seen = [], []
    with tempfile.NamedTemporaryFile() as file, _constant(body, file) as constant:
        for _ in range(ROUNDS):
            bare, ours = load.throughput(constant), load.throughput(f"{site.url}/articles/fifty/")
            ratios.append(ours / bare)
            seen.append(ours)
    how = f"{statistics.median(seen):,.0f} requests/s of {len(body):,} bytes"
    return Row(
        "kept page ÷ constant of bare Django", statistics.median(ratios), "×", target, ratios, how
    )


class _constant:
    """Bare Django with this body, on the same server with as many workers as ours."""

    def __init__(self, body: bytes, file):
        file.write(body)
        file.flush()
        self.port, self.body = free_port(), file.name

    def __enter__(self) -> str:
        from config.management.commands.serve import web_server

        command = [*web_server("127.0.0.1", self.port)[:-1], "tests.bench.constant:application"]
        environment = clean_environment() | {"CONSTANT_BODY": self.body}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        url = f"http://127.0.0.1:{self.port}/"
        for _ in range(100):
            try:
                urllib.request.urlopen(url).close()
                return url
            except OSError:
                time.sleep(0.1)
        raise AssertionError("The constant does not answer.")

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait()


def made_page(site: Site) -> Row:
    """A page of twenty threads, made anew each time."""
    client, numbers = Client(site), itertools.count()
    costs = [
        client.cost(lambda: client.ask(fresh("/articles/thousand/", next(numbers))), times=REQUESTS)
        for _ in range(ROUNDS)
    ]
    cpu = [cost.cpu for cost in costs]
    wall = statistics.median(cost.wall for cost in costs)
    return Row(
        "page of 20 threads made: CPU",
        statistics.median(cpu),
        "ms",
        "≤ 15",
        cpu,
        f"{wall:.1f} ms wall",
    )


def orders(site: Site, large: str = "many") -> Iterator[Row]:
    """Each order among 100,000 comments against a thousand, in turns."""
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
        yield Row(
            f"order {order}, {large} ÷ thousand",
            statistics.median(ratios),
            "×",
            "≤ 1.2",
            ratios,
            how,
        )


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
    client = Client(site)
    before = _largest_worker(site)
    paths = ["/", "/articles/few/", "/articles/thousand/", "/articles/many/", "/authors/"]
    for number in range(requests):
        path = paths[number % len(paths)]
        client.ask(fresh(path, number) if number % 10 == 0 else path)
    after = _largest_worker(site)
    yield Row(
        f"memory of a worker after {requests:,} requests", after, "MB", "≤ 130", detail="private"
    )
    yield Row("its growth over them", after - before, "MB", "0")


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

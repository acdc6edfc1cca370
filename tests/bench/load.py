"""Load on a server of ours on this machine: by wrk for throughput, one request after another for cost."""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

CONNECTIONS, SECONDS = 8, 1
MISSING = (
    "`make bench` needs wrk, which makes the load: install Debian's package wrk, or Homebrew's."
)


def wrk() -> str | None:
    """Return wrk's path; as root on Debian it is installed where it is missing."""
    if not shutil.which("wrk") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "wrk"], stdout=subprocess.DEVNULL)
    return shutil.which("wrk")


@dataclass(frozen=True)
class Throughput:
    """Requests a second, and the CPU that all processes of the server took for one, in microseconds."""

    rate: float
    cpu: float


def throughput(url: str, pid: int) -> Throughput:
    """Return what the server with this process answers, ``CONNECTIONS`` at a time."""
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br", url]
    before = cpu_seconds(pid)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cpu = cpu_seconds(pid) - before
    assert "Non-2xx" not in said, said
    count = int(re.search(r"(\d+) requests in", said)[1])
    return Throughput(float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1]), cpu / count * 1e6)


@dataclass(frozen=True)
class Cost:
    """Of one request: milliseconds until its answer, and of CPU in all processes of the server."""

    wall: float
    cpu: float


class Client:
    """One visitor with a kept connection, who asks one thing after another."""

    def __init__(self, site):
        self.site = site
        self.connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)

    def ask(self, path: str, *, method="GET", body=None, headers=None, expect=200) -> bytes:
        self.connection.request(method, path, body, {"Accept-Encoding": "br"} | (headers or {}))
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == expect, (path, answer.status, content[:500])
        self.answer = answer
        return content

    def cost(self, deed: Callable[[], object], *, times: int) -> Cost:
        """Return the median time of ``deed`` and the mean CPU of the server, over so many times."""
        walls, before = [], cpu_seconds(self.site.process.pid)
        for _ in range(times):
            started = time.perf_counter()
            deed()
            walls.append(time.perf_counter() - started)
        cpu = (cpu_seconds(self.site.process.pid) - before) / times
        return Cost(statistics.median(walls) * 1000, cpu * 1000)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process and all below it have used (the database's, where it is theirs)."""
    total = 0.0
    for process in tree(pid):
        times = process.cpu_times()
        total += times.user + times.system
    return total


def tree(pid: int) -> Iterator[psutil.Process]:
    root = psutil.Process(pid)
    return iter([root, *root.children(recursive=True)])

"""Two servers, a worker, PostgreSQL, Redis and nginx on this machine alone, ended whatever happens."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import redis

from config.management.commands.serve import task_worker, web_server
from config.supervisor import Supervisor
from tests import postgresql
from tests.site import ROOT, clean_environment, free_port, wait_for

from .programs import path

OPENING_SECONDS = 40
CONF = ROOT / "docs" / "nginx.conf"
AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr warn; {user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/rejoinder.conf;
}}
"""
MAKE = """
from authors.models import User
from tests.blog.make import make_article
from config import assets
assets.collect_where_changed()
make_article(slug="tides", title="Tides")
User.objects.create_superuser("mona@example.org", "a quiet green river", name="Mona")
"""


class Cluster:
    """``url``: nginx; ``servers``: the addresses behind it."""

    def __init__(self, folder: Path, database_url: str):
        self.folder, self.children = folder, Supervisor()
        self.port, self.redis_port = free_port(), free_port()
        self.ports = {"first": free_port(), "second": free_port()}
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = clean_environment() | {
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database_url,
            "CACHE_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "SITE_URL": self.url,
            "TRUSTED_PROXIES": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.redis = redis.Redis(port=self.redis_port, socket_timeout=2)

    def start(self) -> None:
        (self.folder / "data").mkdir()
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "--no-imports", "-c", MAKE)
        self.start_redis()
        for name in self.ports:
            self.start_server(name)
        self._start("worker", task_worker())
        (self.folder / "rejoinder.conf").write_text(self._conf())
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, user=user))
        conf = ["-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        self._start("nginx", [path("nginx"), *conf])
        wait_for(lambda: _answers(f"{self.url}/healthz"), seconds=OPENING_SECONDS)

    def server(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def start_server(self, name: str) -> None:
        self._start(name, web_server("127.0.0.1", self.ports[name]))
        wait_for(lambda: _answers(f"{self.server(name)}/robots.txt"), seconds=OPENING_SECONDS)

    def start_redis(self) -> None:
        where = ["--bind", "127.0.0.1", "--port", str(self.redis_port), "--dir", str(self.folder)]
        self._start("redis", [path("redis-server"), *where, "--save", "", "--loglevel", "warning"])
        wait_for(self._redis_answers, seconds=OPENING_SECONDS)

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to a child and all that it started."""
        os.killpg(self.children.children[name].pid, number)
        if number == signal.SIGKILL:
            self.children.children[name].wait()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _start(self, name: str, command: list[str]) -> None:
        # The servers' words are seen where one of them fails; their lines a request are not.
        environment = [f"{key}={value}" for key, value in self.environment.items()]
        log = str(self.folder / f"{name}.log")
        script = 'exec "$@" >>"$0" 2>&1'
        command = ["env", "-i", *environment, "sh", "-c", script, log, *command]
        self.children.start(name, command)

    def _conf(self) -> str:
        """Return the example that owners copy, with our ports and folders in the place of theirs."""
        line = r"    server 127\.0\.0\.1:8000(.*)"
        ports = self.ports.values()
        changes = [
            (line, "\n".join(rf"    server 127.0.0.1:{port}\1" for port in ports)),
            (r"listen 80;", f"listen 127.0.0.1:{self.port};"),
            (r"    listen \[::\]:80;\n", ""),
            (r"/var/lib/rejoinder/", f"{self.folder}/data/"),
        ]
        if _nginx_version() < (1, 25, 1):
            changes.append((r"    http2 on;.*\n", ""))
        conf = CONF.read_text()
        for old, new in changes:
            conf, count = re.subn(old, new, conf)
            assert count == 1, old
        return conf

    def _redis_answers(self) -> bool:
        try:
            return self.redis.ping()
        except redis.RedisError:
            return False


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="rejoinder-cluster-"))
        cluster = Cluster(Path(folder), stack.enter_context(postgresql.running()))
        stack.callback(cluster.children.stop)
        try:
            cluster.start()
            yield cluster
        except BaseException:
            for log in Path(folder).glob("*.log"):
                print(f"--- {log.name}\n{log.read_text()[-3_000:]}")
            raise


def _nginx_version() -> tuple[int, ...]:
    said = subprocess.run([path("nginx"), "-v"], capture_output=True, text=True).stderr
    return tuple(map(int, re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", said).groups()))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        time.sleep(0.1)
        return False

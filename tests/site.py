"""A whole site of its own, started the way `make run` starts it: for tests from the outside."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120  # a first start collects the static files and loads the demo
STOP_SECONDS = 20


class Site:
    """A running `serve` with its folder of data; commands of manage.py run beside it."""

    def __init__(self, data_dir: Path, *, settings="config.settings", database_url=""):
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = clean_environment() | {
            "DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": settings,
        }
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.process = None

    def start(self) -> None:
        """Start `serve` and wait until it has said so; what it prints goes to ``log``."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_as_from_a_terminal,
            )
        wait_for(self._is_ready, seconds=START_SECONDS, what=self.printed)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on this site's data and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of a page, errors' pages too."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def printed(self) -> str:
        return self.log.read_text()

    @property
    def logins(self) -> dict[str, tuple[str, str]]:
        """Return role -> (e-mail address, password)."""
        rows = re.findall(
            r"^(\w+) (\S+) (\S+)$", (self.data_dir / "logins.txt").read_text(), re.MULTILINE
        )
        return {role: (email, password) for role, email, password in rows}

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, self.printed()
        return "Ctrl-C stops it." in self.printed()


def _as_from_a_terminal() -> None:
    """Listen to Ctrl-C and to the terminal's end, whatever started the tests: a shell's background, nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@contextlib.contextmanager
def running(data_dir: Path, **options) -> Iterator[Site]:
    """Give a running site and stop it whatever happens."""
    site = Site(data_dir, **options)
    try:
        site.start()
        yield site
    finally:
        if site.process and site.process.poll() is None:
            site.stop()


def wait_for(condition, *, seconds: float, what=lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain: {what()}"
        time.sleep(0.05)


def clean_environment() -> dict[str, str]:
    """Return the environment without what tests/settings.py and a developer put there."""
    kept = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

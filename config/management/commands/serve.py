"""The whole site by one command: what `make run` starts."""

import argparse
import errno
import os
import socket
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.urls import reverse

from config import assets, first_start, locks, logins
from config.supervisor import ChildDiedError, Supervisor

WEB_WORKERS = 2  # processes
# Threads of each: Python computes in one at a time, and the others may wait for SQLite's write lock.
WEB_THREADS = 4
BACKLOG = 1024  # connections waiting their turn
HANGING_SECONDS = 10  # after which a worker that will not stop is killed
OPENING_SECONDS = 60


def port_number(value: str) -> int:
    if not value.isascii() or not value.isdecimal() or not 0 < int(value) < 65536:
        raise argparse.ArgumentTypeError(f"PORT is {value!r}; it must be a number from 1 to 65535.")
    return int(value)


class Command(BaseCommand):
    help = "Bring the database up to date, then start the web server and the task worker."
    requires_system_checks = []  # `migrate` checks what a start depends on

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT") or "8000")

    def handle(self, *, host, port, **options):
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with locks.held(settings.DATA_DIR / "serve.lock", wait=False):
                self.serve(host, port)
        except locks.TakenError as taken:
            raise CommandError(
                f"Rejoinder is running from {settings.DATA_DIR} already (process {taken}). "
                "Stop it first, or set DATA_DIR to another folder."
            ) from taken
        except ChildDiedError as died:
            raise CommandError(f"{died} Everything else was stopped.") from died

    def serve(self, host: str, port: int) -> None:
        refuse_taken_port(host, port)
        first_start.prepare_database(self.say)
        if assets.collect_where_changed():
            self.say("Collected the static files.")
        first_start.fill_new_database(self.say)
        connections.close_all()
        with Supervisor() as children:
            children.start("web server", web_server(host, port))
            children.start("task worker", task_worker())
            if wait_until_open(host, port, children):
                self.welcome()
            children.watch()
        self.say("Stopped.")

    def welcome(self) -> None:
        self.say(f"\nThe site:   {settings.SITE_URL}/")
        self.say(f"The admin:  {settings.SITE_URL}{reverse('admin:index')}")
        kept = logins.kept_logins(settings.DATA_DIR / first_start.LOGINS_FILE)
        if kept and settings.IS_LOCAL:
            self.say("Logins, made for this machine:")
            for login in kept:
                self.say(f"  {login.role:<14} {login.email:<26} {login.password}")
        self.say("Ctrl-C stops it.\n")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def web_server(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(WEB_WORKERS)),
        *("--blocking-threads", str(WEB_THREADS), "--backlog", str(BACKLOG)),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(HANGING_SECONDS)),
        *("--no-access-log", "--log-level", "warning"),
        *("--working-dir", str(settings.BASE_DIR), "config.wsgi:application"),
    ]


def task_worker() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
    return f"The site cannot open on {host}, port {port}: {error.strerror}."


def wait_until_open(host: str, port: int, children: Supervisor) -> bool:
    """Return True once the web server takes connections, False if asked to stop before."""
    deadline = time.monotonic() + OPENING_SECONDS
    while not children.stopping and time.monotonic() < deadline:
        children.look()
        try:
            socket.create_connection((host, port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False

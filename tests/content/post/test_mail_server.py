"""The real worker and a real mail server: every letter arrives once, or is shown as given up."""

import contextlib
import sqlite3
import subprocess
import sys

import pytest

from tests.mail_server import MailServer
from tests.site import ROOT, Site, wait_for

from .composers import PATH

pytestmark = pytest.mark.server
ENQUEUE = """
from django.utils import timezone
from content import post
for name in {names}:
    post.enqueue("{path}.greeting", about={{"to": name + "@example.org"}}, now=timezone.now())
"""
ENQUEUE_ALL = """
from django.utils import timezone
from content import post
abouts = [{{"to": name + "@example.org"}} for name in {names}]
post.enqueue_all("{path}.greeting", abouts=abouts, now=timezone.now())
"""
SOON = "next_try_at = '2020-01-01 00:00:00'"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("post") / "data")
    site.data_dir.mkdir()
    site.manage("migrate")
    return site


@pytest.fixture
def server(site):
    server = MailServer()
    site.environment["EMAIL_URL"] = server.url
    query(site, "DELETE FROM content_pausedaddress")
    query(site, "DELETE FROM content_letter")
    query(site, "DELETE FROM django_tasks_database_dbtaskresult")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def start(site, server):
    """Return a function that starts a worker process; all are ended after the test."""
    started = []

    def start():
        command = [sys.executable, "manage.py", "worker", "--interval", "0.1"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=site.environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def query(site, statement: str) -> list:
    with contextlib.closing(sqlite3.connect(site.data_dir / "db.sqlite3", timeout=20)) as database:
        rows = database.execute(statement).fetchall()
        database.commit()
        return rows


def enqueue(site, *names: str, script: str = ENQUEUE) -> None:
    site.manage("shell", "-c", script.format(names=names, path=PATH))


def states(site) -> list[str]:
    return [state for (state,) in query(site, "SELECT state FROM content_letter ORDER BY id")]


def let_time_pass(site) -> None:
    """Let the next tries come, and the minute after which a worker looks for them."""
    query(site, f"UPDATE content_letter SET {SOON} WHERE state = 'waiting'")
    query(site, "UPDATE content_letter SET sending_since = '2020-01-01' WHERE state = 'sending'")
    look = "from django.utils import timezone; from content import post; post.resume(now=timezone.now())"
    site.manage("shell", "-c", look)


def test_every_letter_arrives_once_though_the_server_refuses_and_goes_away(site, server, start):
    server.answers += ["451 later", "250 taken", "421 busy"]
    start()
    enqueue(site, "ana", "bo", "cy", "nobody")
    wait_for(lambda: states(site).count("given_up") == 1, seconds=30, what=lambda: states(site))
    wait_for(lambda: sum(server.arrived.values()) == 1, seconds=30)
    server.stop()
    let_time_pass(site)
    wait_for(lambda: query(site, "SELECT 1 FROM content_letter WHERE tries > 1"), seconds=30)
    server.start()
    let_time_pass(site)
    wait_for(lambda: states(site) == ["sent", "sent", "sent", "given_up"], seconds=30)
    assert sorted(server.arrived.values()) == [1, 1, 1]
    assert query(site, "SELECT why FROM content_pausedaddress") == [("returned",)]


@pytest.mark.parametrize("script", [ENQUEUE, ENQUEUE_ALL], ids=["one by one", "in one batch"])
def test_killed_worker_loses_nothing_and_doubles_only_what_nobody_can_know(
    site, server, start, script
):
    server.answers += ["250 taken", "", "250 taken"]
    worker = start()
    enqueue(site, "ana", "bo", "cy", "di", script=script)
    wait_for(lambda: server.stalls == 1, seconds=30)
    worker.kill()
    worker.wait()
    assert states(site) == ["sent", "sending", "waiting", "waiting"]
    start()
    let_time_pass(site)
    wait_for(lambda: states(site) == ["sent"] * 4, seconds=30, what=lambda: states(site))
    assert sorted(server.arrived.values()) == [1, 1, 1, 2]
    subjects = {line for text in server.messages for line in text.splitlines() if "Auto-" in line}
    assert subjects == {"Auto-Submitted: auto-generated"}

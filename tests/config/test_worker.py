"""The worker: troubles by stand-ins, life and death as a process of its own."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from django.db import OperationalError

from config import worker
from tests.site import ROOT, Site, wait_for


class Stumbling:
    """A queue's worker whose database is away for the first two looks."""

    running = True
    looks = 0

    def run(self):
        self.looks += 1
        if self.looks < 3:
            raise OperationalError("database is locked")
        self.running = False

    def configure_signals(self):
        pass


def test_lost_database_is_waited_for(monkeypatch, caplog):
    stumbling = Stumbling()
    monkeypatch.setattr(worker, "make_worker", lambda interval: stumbling)
    monkeypatch.setattr(worker, "RECOVERY_SECONDS", 0)
    monkeypatch.setattr(worker, "_pulse", lambda stopped: None)
    worker.work()
    assert stumbling.looks == 3
    assert "The database does not answer" in caplog.text


def test_pulse_goes_on_after_a_beat_that_could_not_be_placed(monkeypatch):
    stopped = threading.Event()
    beats = []

    def place(now):
        beats.append(now)
        if len(beats) == 3:
            stopped.set()
        raise OperationalError("database is locked")

    monkeypatch.setattr(worker.beat, "place_beat", place)
    monkeypatch.setattr(worker, "PULSE_SECONDS", 0)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "connection", Closable())
    worker._pulse(stopped)
    assert len(beats) == 3


class Closable:
    def close(self):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("worker") / "data")
    site.data_dir.mkdir()
    site.manage("migrate")
    return site


@pytest.fixture
def start(site):
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


def beats(site, status):
    with contextlib.closing(sqlite3.connect(site.data_dir / "db.sqlite3", timeout=20)) as database:
        return database.execute(
            "SELECT count(*) FROM django_tasks_database_dbtaskresult "
            "WHERE task_path = 'config.beat.beat' AND status = ?",
            [status],
        ).fetchone()[0]


def change(site, statement):
    with contextlib.closing(sqlite3.connect(site.data_dir / "db.sqlite3", timeout=20)) as database:
        database.execute(statement)
        database.commit()


@pytest.fixture(autouse=True)
def _no_tasks(request):
    if "site" in request.fixturenames:
        change(request.getfixturevalue("site"), "DELETE FROM django_tasks_database_dbtaskresult")


@pytest.mark.server
def test_worker_beats_at_once_and_stops_when_asked(site, start):
    process = start()
    wait_for(lambda: beats(site, "SUCCESSFUL"), seconds=30)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


@pytest.mark.server
def test_two_workers_share_one_beat(site, start):
    start()
    start()
    wait_for(lambda: beats(site, "SUCCESSFUL"), seconds=30)
    time.sleep(2)
    assert beats(site, "SUCCESSFUL") == 1
    assert beats(site, "READY") == 0


@pytest.mark.server
def test_worker_beats_again_after_one_was_killed_in_the_middle_of_its_beat(site, start):
    start()
    wait_for(lambda: beats(site, "SUCCESSFUL"), seconds=30)
    change(
        site,
        "UPDATE django_tasks_database_dbtaskresult SET status = 'RUNNING', finished_at = NULL, "
        "enqueued_at = '2020-01-01 00:00:00' WHERE task_path = 'config.beat.beat'",
    )
    start()
    wait_for(lambda: beats(site, "SUCCESSFUL"), seconds=30)


@pytest.mark.server
def test_worker_outlives_a_database_that_is_locked_for_long(site, start):
    process = start()
    wait_for(lambda: beats(site, "SUCCESSFUL"), seconds=30)
    with contextlib.closing(sqlite3.connect(site.data_dir / "db.sqlite3", timeout=20)) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(23)  # longer than the worker waits for its turn
        database.rollback()
    assert process.poll() is None
    before = beats(site, "SUCCESSFUL")
    site.manage("shell", "-c", "from config import beat; beat.beat.enqueue()")
    wait_for(lambda: beats(site, "SUCCESSFUL") > before, seconds=30)

"""The real `serve`, as `make run` starts it, in a folder of its own; with a demo that loads at once."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import ROOT, Site, running, wait_for

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]


linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which only Linux has")


def make_site(directory):
    return Site(directory / "data", settings="tests.config.stub.settings")


def descendants(pid: int) -> set[int]:
    """Return the processes below ``pid``, as /proc tells them."""
    children = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children |= {int(child) for child in task.read_text().split()}
    return children.union(*(descendants(child) for child in children))


def lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A site after its first start."""
    directory = tmp_path_factory.mktemp("serve")
    with running(directory / "data", settings="tests.config.stub.settings") as site:
        yield site


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A folder of data whose database is made, and has nothing in it."""
    site = make_site(tmp_path_factory.mktemp("migrated"))
    site.data_dir.mkdir(mode=0o700)
    site.manage("migrate")
    return site.data_dir


@pytest.fixture
def site(tmp_path, migrated):
    """A site that has its database, not yet started; what a test leaves running is stopped."""
    shutil.copytree(migrated, tmp_path / "data")
    site = make_site(tmp_path)
    yield site
    if site.process and site.process.poll() is None:
        site.stop()


def test_first_start_says_where_the_site_is_and_how_to_get_in(started):
    printed = started.printed()
    assert f"{started.url}/\n" in printed
    assert f"{started.url}/admin/" in printed
    assert set(started.logins) == {"moderator", "author", "administrator"}
    for email, password in started.logins.values():
        assert email in printed
        assert password in printed


def test_site_answers_and_is_well_once_its_worker_has_beaten(started):
    assert started.get("/")[0] == 200
    wait_for(lambda: started.get("/healthz")[0] == 200, seconds=20, what=started.printed)
    assert json.loads(started.get("/healthz")[1])["worker"] is True


def test_static_files_are_served_by_their_hashed_names(started):
    _, page = started.get("/")
    assert b'href="/static/css/house.bundle.' in page
    path = page.split(b'href="/static/css/house.bundle.')[1].split(b'"')[0].decode()
    assert started.get(f"/static/css/house.bundle.{path}")[0] == 200


def test_secrets_are_for_their_owner_alone(started):
    for name in ("logins.txt", "secret_key"):
        assert stat.S_IMODE((started.data_dir / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(started.data_dir.stat().st_mode) == 0o700


def test_second_run_on_the_same_data_is_refused_with_a_sentence(started):
    again = serve_in_vain(started.environment | {"PORT": "1"})
    assert "is running from" in again.stderr
    assert "Traceback" not in again.stderr


def serve_in_vain(environment):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    return done


def test_taken_port_is_told_with_a_sentence(tmp_path):
    site = make_site(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        refused = serve_in_vain(site.environment)
    assert f"Port {site.port} is taken by another program" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("port", ["0", "http", "65536", "-1"])
def test_port_that_is_none_is_told_with_a_sentence(tmp_path, port):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=make_site(tmp_path).environment | {"PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "must be a number from 1 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_second_start_keeps_all_data_and_migrates_after_a_copy(site):
    unfinished(site).touch()
    site.start()
    logins = site.logins
    assert site.stop() == 0
    forget_last_migration(site.data_dir / "db.sqlite3")
    site.start()
    assert site.logins == logins
    assert logins["author"][1] in site.printed()
    assert "before changing it" in site.printed()
    (copy,) = (site.data_dir / "backups").glob("*.sqlite3")
    assert count(copy, "authors_user") == 3
    assert count(site.data_dir / "db.sqlite3", "authors_user") == 3


def unfinished(site):
    return site.data_dir / "first-start-unfinished"


def forget_last_migration(database):
    """Leave the database as an older version of the code would have it."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE axes_accessattemptexpiration")
        connection.execute("DELETE FROM django_migrations WHERE app = 'axes' AND name >= '0010'")
        connection.commit()


def count(database, table):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_first_start_that_was_broken_off_is_taken_up_again(site):
    unfinished(site).touch()
    site.start()
    assert set(site.logins) == {"moderator", "author", "administrator"}
    assert not unfinished(site).exists()


def test_database_that_somebody_filled_gets_neither_demo_nor_logins(site):
    site.start()
    assert not (site.data_dir / "logins.txt").exists()
    assert "demo" not in site.printed()


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_that_was_started_outlives_its_parent(site, number):
    site.start()
    below = descendants(site.process.pid)
    assert len(below) >= 4  # the web server, its two workers, the task worker
    code = site.stop(number)
    wait_for(lambda: not any(map(lives, below)), seconds=15, what=site.printed)
    assert code == (-signal.SIGKILL if number == signal.SIGKILL else 0)


@linux
def test_child_that_dies_brings_everything_down_with_a_sentence(site):
    site.start()
    below = descendants(site.process.pid)
    os.kill(process_of(below, "worker"), signal.SIGKILL)
    assert site.process.wait(20) == 1
    assert "The task worker was ended by SIGKILL." in site.printed()
    wait_for(lambda: not any(map(lives, below)), seconds=15, what=site.printed)


def process_of(pids, last_argument):
    """Return the process that was started with this argument last."""
    ending = f"\0{last_argument}\0".encode()
    return next(pid for pid in pids if Path(f"/proc/{pid}/cmdline").read_bytes().endswith(ending))


@linux
def test_web_workers_that_die_are_replaced(site):
    site.start()
    web_server = next(pid for pid in descendants(site.process.pid) if descendants(pid))
    victims = descendants(web_server)
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: descendants(web_server) - victims, seconds=20, what=site.printed)
    wait_for(lambda: answers(site), seconds=20, what=site.printed)


def answers(site) -> bool:
    try:
        return site.get("/")[0] == 200
    except OSError:
        return False

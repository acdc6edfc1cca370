"""
A real site and a real Chromium. Tests say what a person does and sees; they share one site and its demo.

`page` is a visitor with a fresh profile; `visitor(javascript=False)` gives more of them. `site.logins` has
the logins, `site.manage("seed_comments", …)` runs commands on the site's data.
"""

import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests import chromium
from tests.site import ROOT, running

PATIENCE = 10_000  # milliseconds that a person waits for something to appear
PICTURES = ROOT / "test-results"  # of pages where a test failed


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site started the way `make run` does, with its demo, on the database under test."""
    with running(
        tmp_path_factory.mktemp("site") / "data", database_url=_new_database()
    ) as running_site:
        yield running_site


def _new_database() -> str:
    """Return the address of a new database on the PostgreSQL under test, "" where that is SQLite."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        return ""
    name = f"site_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def browser():
    program = chromium.path()
    if program is None:
        pytest.fail(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visitor(browser, site, request):
    """Return a function that gives a page to a new person: fresh cookies, storage and cache."""
    pages = []

    def come(*, javascript=True, **options):
        context = browser.new_context(base_url=site.url, java_script_enabled=javascript, **options)
        context.set_default_timeout(PATIENCE)
        pages.append(context.new_page())
        _note_troubles(pages[-1])
        return pages[-1]

    yield come
    if getattr(request.node, "failed_in_call", False):
        _picture(pages, request.node.name)
    for page in pages:
        page.context.close()


@pytest.fixture
def page(visitor):
    return visitor()


def _note_troubles(page) -> None:
    """Collect in ``page.troubles`` what a developer would see in the console: script and policy errors."""
    page.troubles = []

    def note(message):
        if message.type == "error":
            page.troubles.append(f"{message.text} ({message.location['url']})")

    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", note)


def _picture(pages, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    for number, page in enumerate(page for page in pages if not page.is_closed()):
        page.screenshot(path=Path(PICTURES, f"{name}-{number}.png"), full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed
    return report

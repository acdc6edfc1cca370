from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection

from config import checks

pytestmark = pytest.mark.django_db


@pytest.fixture
def databases(monkeypatch):
    """Return a function that lets the checks see other DATABASES."""

    def see(**databases):
        monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))

    return see


def sqlite(**changes):
    options = {"transaction_mode": "IMMEDIATE"} | changes.pop("OPTIONS", {})
    return {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options} | changes


def ids(problems):
    return [problem.id for problem in problems]


def test_project_as_it_stands_passes_all_checks():
    assert run_checks(databases=["default"]) == []


def test_deferred_transactions_on_sqlite_are_an_error(databases):
    databases(default=sqlite(OPTIONS={"transaction_mode": None}))
    assert ids(checks.sqlite_queues_its_writers(None)) == ["rejoinder.E001"]


def test_transaction_around_each_request_on_sqlite_is_an_error(databases):
    databases(default=sqlite(ATOMIC_REQUESTS=True))
    assert ids(checks.sqlite_queues_its_writers(None)) == ["rejoinder.E003"]


def test_postgresql_may_use_what_sqlite_may_not(databases):
    databases(default={"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": True})
    assert checks.sqlite_queues_its_writers(None) == []


def test_rollback_journal_on_sqlite_is_an_error(monkeypatch):
    monkeypatch.setattr(checks, "_journal_mode", lambda connection: "delete")
    found = ids(checks.sqlite_writes_ahead(None, databases=["default"]))
    assert found == (["rejoinder.E002"] if connection.vendor == "sqlite" else [])


def test_database_under_test_writes_ahead_and_queues_writers():
    if connection.vendor == "sqlite":
        assert checks._journal_mode(connection) == "wal"
        assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.parametrize(
    ("https", "proxies", "found"),
    [(True, [], ["rejoinder.W001"]), (True, ["127.0.0.1"], []), (False, [], [])],
)
def test_https_without_a_trusted_web_server_is_warned_of(settings, https, proxies, found):
    settings.SECURE_SSL_REDIRECT = https
    settings.TRUSTED_PROXIES = proxies
    assert ids(checks.https_is_recognised(None)) == found

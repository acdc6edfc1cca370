"""System checks of the invariants that settings could break."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections


@register(Tags.compatibility)
def sqlite_queues_its_writers(app_configs, **kwargs):
    """Without IMMEDIATE, concurrent posts on SQLite fail at once with "database is locked"."""
    problems = []
    for alias, database in settings.DATABASES.items():
        if not database["ENGINE"].endswith(("sqlite", "sqlite3")):
            continue
        if database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
            problems.append(
                Error(
                    f"The SQLite database {alias!r} does not begin its transactions IMMEDIATE.",
                    hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE".',
                    id="rejoinder.E001",
                )
            )
        if database.get("ATOMIC_REQUESTS"):
            problems.append(
                Error(
                    f"ATOMIC_REQUESTS is on for {alias!r}: every reader would block every writer.",
                    hint="Leave ATOMIC_REQUESTS off; each deed opens its own transaction.",
                    id="rejoinder.E003",
                )
            )
    return problems


@register(Tags.database)
def sqlite_writes_ahead(app_configs, databases=None, **kwargs):
    """Without WAL, readers of a SQLite database wait for its writers."""
    return [
        Error(
            f"The SQLite database {alias!r} does not write ahead (WAL).",
            hint='Begin OPTIONS["init_command"] with "PRAGMA journal_mode=WAL;".',
            id="rejoinder.E002",
        )
        for alias in databases or []
        if connections[alias].vendor == "sqlite"
        and not connections[alias].is_in_memory_db()
        and _journal_mode(connections[alias]) != "wal"
    ]


@register(Tags.security, deploy=True)
def https_is_recognised(app_configs, **kwargs):
    """Behind a web server that is not trusted, each request seems to be plain http."""
    if not settings.SECURE_SSL_REDIRECT or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "SITE_URL is https and TRUSTED_PROXIES is empty: behind a web server that ends TLS, "
            "every page would redirect to itself.",
            hint="Set TRUSTED_PROXIES to the web server's address, such as 127.0.0.1.",
            id="rejoinder.W001",
        )
    ]


def _journal_mode(connection) -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return cursor.fetchone()[0]

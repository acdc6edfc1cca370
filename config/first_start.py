"""What a start does before the site opens: copies and migrates the database, fills a new one."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from . import backups, logins

LOGINS_FILE = "logins.txt"
# Stands in DATA_DIR from before a new database is made until its demo is in: a start that was broken
# off is taken up again, and a demo that somebody removed never comes back.
UNFINISHED_FILE = "first-start-unfinished"


def prepare_database(say) -> None:
    """
    Bring the database up to date, with a copy made first; ``say`` takes lines for the terminal.

    Where no table changes, its triggers still follow what the code and the settings say now (``migrate``
    has them made): a search server may be wanted since this start.
    """
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if is_new and settings.IS_LOCAL:
        (settings.DATA_DIR / UNFINISHED_FILE).touch()
    elif pending and not is_new and connection.vendor == "sqlite":
        say(f"Copied the database to {_copy()} before changing it.")
    if pending:
        say("Making the database …" if is_new else "Bringing the database up to date …")
    call_command("migrate", interactive=False, verbosity=0)


def fill_new_database(say) -> None:
    """Load the demo and make logins, where a first start on this machine has not yet done so."""
    unfinished = settings.DATA_DIR / UNFINISHED_FILE
    if not unfinished.exists():
        return
    say("Loading the demo …")
    call_command("load_demo", verbosity=0)
    if not logins.kept_logins(settings.DATA_DIR / LOGINS_FILE):
        logins.make_logins(settings.DATA_DIR / LOGINS_FILE)
    unfinished.unlink()


def _copy() -> Path:
    return backups.back_up(
        Path(connection.settings_dict["NAME"]),
        directory=settings.DATA_DIR / "backups",
        now=timezone.now(),
    )

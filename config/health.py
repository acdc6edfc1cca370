"""Whether the site can do its work, for machines that watch it. Says nothing that helps an attacker."""

import logging

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.shared import wordless

from . import beat

logger = logging.getLogger("rejoinder.health")


@wordless
@never_cache
@require_safe
def healthz(request):
    parts = {"database": _database_writable()}
    parts["migrations"] = parts["database"] and _asked(_migrated)
    parts["worker"] = parts["database"] and _asked(_worker_alive)
    well = all(parts.values())
    return JsonResponse(
        {"status": "ok" if well else "failing"} | parts, status=200 if well else 503
    )


def _asked(question) -> bool:
    try:
        return question()
    except DatabaseError:
        logger.exception("A health check failed.")
        return False


def _database_writable() -> bool:
    """Begin to write, and stop: a read-only or full-locked database refuses here."""
    return _asked(_begin_to_write)


def _begin_to_write() -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = app WHERE id < 0")
    return True


def _worker_alive() -> bool:
    return beat.is_alive(now=timezone.now())


def _migrated() -> bool:
    """Whether no migration is pending; once none is, none becomes so while this process lives."""
    if not _migrated.remembered:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        _migrated.remembered = not plan
    return _migrated.remembered


_migrated.remembered = False

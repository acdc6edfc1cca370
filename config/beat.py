"""
The worker's pulse: a small task once a minute, which shows that tasks are done, and starts the daily ones.

No chain of tasks that enqueue each other, which a killed worker or a changed clock breaks: each worker
asks every minute whether a beat is due (`place_beat`), and one lock makes them agree.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("rejoinder.worker")

BEAT_INTERVAL = timedelta(minutes=1)
BEAT_SLACK = timedelta(seconds=10)  # two workers' minutes do not begin together
BEAT_WAIT = timedelta(seconds=30)  # longer than a worker waits for its turn to place one
BEATS_KEPT = timedelta(minutes=10)  # so that the table stays small
ALIVE_WITHIN = timedelta(minutes=3)  # two beats may be missed, behind a long task
HOUSEKEEPING_INTERVAL = timedelta(days=1)
RETRY_AFTER = timedelta(hours=1)  # where housekeeping failed or was killed
LOCK = 0x52656A6F  # a number of our own among PostgreSQL's advisory locks


@task(priority=100)
def beat():
    """Start what is due; before everything else in the queue, so that a long queue is no silence."""
    now = timezone.now()
    look_around(now=now)
    start_housekeeping(now=now)
    forget_beats(now=now)


@task
def keep_house(path: str):
    """Carry out one function of HOUSEKEEPING; each is a task of its own, so that none stops another."""
    import_string(path)()


def look_around(*, now: datetime) -> None:
    """Ask each of EVERY_MINUTE to enqueue what is due; one that fails stops no other."""
    for path in settings.EVERY_MINUTE:
        try:
            import_string(path)(now=now)
        except Exception:
            logger.exception("%s failed; it is asked again in a minute.", path)


def beats():
    return DBTaskResult.objects.filter(task_path=beat.module_path)


def place_beat(*, now: datetime) -> bool:
    """
    Put a beat in the queue where one is due, and say whether it was.

    Rows from well after ``now`` are from before the clock was set back, and count for nothing; those
    from just after it were placed while this worker waited for its turn.
    """
    with transaction.atomic():
        _one_at_a_time()
        recent = beats().filter(
            enqueued_at__range=(now - BEAT_INTERVAL + BEAT_SLACK, now + BEAT_WAIT)
        )
        if recent.exists() or beats().filter(status=TaskResultStatus.READY).exists():
            return False
        beat.enqueue()
        return True


def is_alive(*, now: datetime) -> bool:
    """Whether a worker finished a beat of late."""
    return beats().successful().filter(finished_at__range=(now - ALIVE_WITHIN, now)).exists()


def start_housekeeping(*, now: datetime) -> None:
    with transaction.atomic():
        _one_at_a_time()
        runs = DBTaskResult.objects.filter(
            task_path=keep_house.module_path, enqueued_at__range=(now - HOUSEKEEPING_INTERVAL, now)
        ).values_list("args_kwargs", "status", "enqueued_at")
        for path in due(settings.HOUSEKEEPING, runs, now=now):
            keep_house.enqueue(path)


def due(paths: list[str], runs, *, now: datetime) -> list[str]:
    """
    Return those of ``paths`` with no success among ``runs`` (of the last day) and no try just now.

    Each run is (``{"args": [path]}``, status, enqueued_at).
    """
    rested = {
        arguments["args"][0]
        for arguments, status, enqueued_at in runs
        if status == TaskResultStatus.SUCCESSFUL or enqueued_at > now - RETRY_AFTER
    }
    return [path for path in paths if path not in rested]


def forget_beats(*, now: datetime) -> None:
    """Delete beats that are over; those that a killed worker left unfinished go after a day."""
    around = (now - BEATS_KEPT, now + BEATS_KEPT)
    beats().finished().exclude(enqueued_at__range=around).delete()
    day = timedelta(days=1)
    beats().running().exclude(started_at__range=(now - day, now + day)).delete()


def _one_at_a_time() -> None:
    """Let workers pass one by one until the transaction ends; SQLite's are alone by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

"""The process that carries out tasks: the queue's own worker, kept going, with its pulse beside it."""

import logging
import threading
import uuid

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils import timezone, translation
from django_tasks_db.management.commands.db_worker import Worker

from blog.models import SiteSettings
from blog.search import changes, server

from . import beat

logger = logging.getLogger("rejoinder.worker")

PULSE_SECONDS = 60
FEED_SECONDS = 1  # so long a change waits for the search server at the most
FEED_REST_SECONDS = 10  # after a fault
RECOVERY_SECONDS = 2  # between tries while the database is away or locked


def work(*, interval: float = 1) -> None:
    """Carry out tasks until SIGINT or SIGTERM; a database that goes away is waited for."""
    worker = make_worker(interval=interval)
    worker.configure_signals()
    stopped = threading.Event()
    threading.Thread(target=_pulse, args=[stopped], name="pulse", daemon=True).start()
    if server.is_wanted():
        threading.Thread(target=_feed, args=[stopped], name="feed", daemon=True).start()
    try:
        while worker.running:
            _work_until_trouble(worker, stopped)
    finally:
        stopped.set()


def make_worker(*, interval: float = 1) -> Worker:
    return SiteWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid.uuid4().hex,
    )


class SiteWorker(Worker):
    """Carries out each task in the site's language: letters have words."""

    def run_task(self, db_task_result):
        with translation.override(SiteSettings.current().spoken):
            super().run_task(db_task_result)


def _work_until_trouble(worker: Worker, stopped: threading.Event) -> None:
    try:
        worker.run()
    except (OperationalError, InterfaceError) as error:
        logger.warning("The database does not answer (%s); trying again.", error)
        connection.close()
        stopped.wait(RECOVERY_SECONDS)


def _pulse(stopped: threading.Event) -> None:
    """Ask every minute, by a clock that nobody sets, whether a beat is due."""
    while not stopped.is_set():
        try:
            close_old_connections()
            beat.place_beat(now=timezone.now())
        except Exception:
            logger.exception("The worker's beat could not be placed.")
            connection.close()
        stopped.wait(PULSE_SECONDS)


def _feed(stopped: threading.Event) -> None:
    """Tell the search server what changed; where it is away, what changed stays noted."""
    while not stopped.is_set():
        close_old_connections()
        stopped.wait(feed())


def feed() -> float:
    """Tell one batch, and return how many seconds to wait for the next."""
    try:
        return 0 if changes.tell() == changes.BATCH else FEED_SECONDS
    except server.FaultError as error:
        logger.warning("The search server does not answer (%s); changes wait.", error)
    except Exception:
        logger.exception("The search server could not be told.")
        connection.close()
    return FEED_REST_SECONDS

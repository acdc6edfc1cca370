"""The worker's pulse and what it starts, by a clock that the tests set."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import beat

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def make_task(path, *, at, status=TaskResultStatus.SUCCESSFUL, arguments=()):
    row = DBTaskResult.objects.create(
        task_path=path,
        status=status,
        args_kwargs={"args": list(arguments), "kwargs": {}},
        backend_name="default",
        started_at=at,
        finished_at=at if status in ("SUCCESSFUL", "FAILED") else None,
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=at)
    return row


def make_beat(**options):
    return make_task(beat.beat.module_path, **options)


def waiting(task):
    return DBTaskResult.objects.filter(
        task_path=task.module_path, status=TaskResultStatus.READY
    ).count()


@pytest.mark.django_db
class TestPlacingBeats:
    def test_first_worker_places_one(self):
        assert beat.place_beat(now=timezone.now())
        assert waiting(beat.beat) == 1

    def test_second_worker_at_the_same_moment_places_none(self):
        beat.place_beat(now=timezone.now())
        assert not beat.place_beat(now=timezone.now())
        assert waiting(beat.beat) == 1

    def test_none_is_placed_while_one_waits_behind_a_long_task(self):
        make_beat(at=NOON - HOUR, status=TaskResultStatus.READY)
        assert not beat.place_beat(now=NOON)

    def test_next_minute_has_its_own(self):
        make_beat(at=NOON - MINUTE)
        assert beat.place_beat(now=NOON)

    def test_beat_that_a_killed_worker_left_unfinished_stops_nothing(self):
        make_beat(at=NOON - MINUTE, status=TaskResultStatus.RUNNING)
        assert beat.place_beat(now=NOON)

    @pytest.mark.parametrize("change", [-DAY, DAY])
    def test_changed_clock_stops_nothing(self, change):
        make_beat(at=NOON)
        assert beat.place_beat(now=NOON + change)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_place_one_beat_between_them():
    together = threading.Barrier(6)

    def place():
        together.wait()
        beat.place_beat(now=timezone.now())
        connection.close()

    threads = [threading.Thread(target=place) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waiting(beat.beat) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "status", "alive"),
    [
        (MINUTE, TaskResultStatus.SUCCESSFUL, True),
        (4 * MINUTE, TaskResultStatus.SUCCESSFUL, False),
        (MINUTE, TaskResultStatus.FAILED, False),
        (MINUTE, TaskResultStatus.RUNNING, False),
        (-HOUR, TaskResultStatus.SUCCESSFUL, False),  # from before the clock was set back
    ],
)
def test_worker_lives_while_its_beats_get_done(age, status, alive):
    make_beat(at=NOON - age, status=status)
    assert beat.is_alive(now=NOON) is alive


def run(path, age, status=TaskResultStatus.SUCCESSFUL):
    return ({"args": [path], "kwargs": {}}, status, NOON - age)


@pytest.mark.parametrize(
    ("runs", "due"),
    [
        ([], ["a", "b"]),
        ([run("a", 2 * HOUR)], ["b"]),
        ([run("a", 2 * HOUR, "FAILED")], ["a", "b"]),
        ([run("a", MINUTE, "FAILED")], ["b"]),
        ([run("a", 2 * HOUR, "RUNNING")], ["a", "b"]),  # its worker was killed
        ([run("a", MINUTE, "RUNNING"), run("b", MINUTE, "READY")], []),
        ([run("gone", HOUR)], ["a", "b"]),
    ],
)
def test_housekeeping_is_due_once_a_day_and_again_an_hour_after_a_failure(runs, due):
    assert beat.due(["a", "b"], runs, now=NOON) == due


@pytest.mark.django_db
def test_beat_starts_what_is_due_and_only_once_a_day(settings):
    settings.HOUSEKEEPING = ["one.thing", "another.thing"]
    beat.start_housekeeping(now=timezone.now())
    beat.start_housekeeping(now=timezone.now() + MINUTE)
    assert waiting(beat.keep_house) == 2


@pytest.mark.django_db
def test_housekeeping_that_fails_stops_no_other(settings, run_tasks, caplog):
    settings.HOUSEKEEPING = [
        "no.such.function",
        "config.housekeeping.prune_task_results",
    ]
    beat.place_beat(now=timezone.now())
    run_tasks()
    results = DBTaskResult.objects.filter(task_path=beat.keep_house.module_path)
    by_path = {row.args_kwargs["args"][0]: row.status for row in results}
    assert by_path == {
        "no.such.function": TaskResultStatus.FAILED,
        "config.housekeeping.prune_task_results": TaskResultStatus.SUCCESSFUL,
    }


@pytest.mark.django_db
def test_beats_do_not_pile_up():
    old = [
        make_beat(at=NOON - HOUR),
        make_beat(at=NOON - HOUR, status=TaskResultStatus.FAILED),
        make_beat(at=NOON + HOUR),  # from before the clock was set back
        make_beat(at=NOON - 2 * DAY, status=TaskResultStatus.RUNNING),
    ]
    kept = [
        make_beat(at=NOON - MINUTE),
        make_beat(at=NOON - HOUR, status=TaskResultStatus.RUNNING),
        make_beat(at=NOON - HOUR, status=TaskResultStatus.READY),
        make_task("another.task", at=NOON - DAY),
    ]
    beat.forget_beats(now=NOON)
    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert left == {row.pk for row in kept}
    assert not left & {row.pk for row in old}


def test_every_housekeeping_function_exists(settings):
    from django.utils.module_loading import import_string

    assert all(callable(import_string(path)) for path in settings.HOUSEKEEPING)

"""
Delivery: the worker's part. At least once, and no more often than SMTP allows to know.

A letter is marked as being sent before it is sent, and as sent afterwards. Where a worker dies between
the two, nobody knows whether the server took it: it is tried once more, under the same Message-ID, by
which mailboxes recognise it.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db.models import F
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from ..models import Letter, PausedAddress
from . import pausing, waits
from .composed import Composed

logger = logging.getLogger("rejoinder.post")

BROKEN_OFF_AFTER = timedelta(minutes=10)  # longer than any server lets a worker wait
AWAY = timedelta(minutes=1)  # how long nothing is tried where the server does not answer
TURN = 20  # seconds that many letters may take, before what else waits in the queue is looked at
AT_ONCE = 500  # letters that one look wakes; the next minute has its own


@task()
def deliver(letter_id: int) -> None:
    """Send this letter if its turn has come; a second task for it finds nothing to do."""
    now = timezone.now()
    if not _claim(letter_id, now):
        return
    letter = Letter.objects.get(pk=letter_id)
    try:
        composed = compose(letter)
        if composed is None:
            return _finish(letter, Letter.State.NOT_NEEDED)
        if not composed.is_asked_for and pausing.pause_of(composed.to):
            return _finish(letter, Letter.State.NOT_NEEDED, problem=pausing.PROBLEM)
        composed.message(letter.number).send()
    except Exception as error:
        return _fail(letter, error, now=timezone.now())
    _finish(letter, Letter.State.SENT)


@task()
def deliver_all(letter_ids: list[int]) -> None:
    """Send these one after the other; those that are left when its turn is over get another one."""
    end = time.monotonic() + TURN
    for place, pk in enumerate(letter_ids):
        if place and time.monotonic() > end:
            deliver_all.enqueue(letter_ids[place:])
            return
        deliver.call(pk)


def resume(*, now: datetime) -> int:
    """Wake what waits for its turn, and what a killed worker left behind; return how many."""
    _take_up_broken_off(now)
    due = Letter.objects.due(now).order_by("next_try_at", "pk")
    pks = list(due.values_list("pk", flat=True)[:AT_ONCE])
    for pk in pks:
        deliver.enqueue(pk)
    return len(pks)


def compose(letter: Letter) -> Composed | None:
    """Return the letter as it would be sent now; None where there is nothing to say any more."""
    return import_string(letter.composer)(**letter.about)


def _claim(pk: int, now: datetime) -> bool:
    due = Letter.objects.due(now).filter(pk=pk)
    return bool(due.update(state=Letter.State.SENDING, sending_since=now, tries=F("tries") + 1))


def _finish(letter: Letter, state: str, **fields) -> None:
    fields = {"next_try_at": None, "finished_at": timezone.now()} | fields
    being_sent = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING)
    being_sent.update(state=state, sending_since=None, **fields)


def _fail(letter: Letter, error: Exception, *, now: datetime) -> None:
    problem = waits.sentence(error)
    logger.warning("Letter %d was not sent (%s), try %d.", letter.pk, problem, letter.tries)
    again = None if waits.is_hopeless(error) else waits.next_try(letter.tries, now=now)
    for address in waits.unknown_mailboxes(error):
        pausing.pause(address, why=PausedAddress.Why.RETURNED, now=now, letter=letter)
    if again is None:
        return _finish(letter, Letter.State.GIVEN_UP, problem=problem)
    waiting = {"next_try_at": again, "finished_at": None, "problem": problem}
    _finish(letter, Letter.State.WAITING, **waiting)
    if waits.is_away(error):
        Letter.objects.due(now).update(next_try_at=now + AWAY)


def _take_up_broken_off(now: datetime) -> None:
    left = Letter.objects.broken_off(now - BROKEN_OFF_AFTER)
    often = left.filter(break_offs__gte=waits.BREAK_OFFS - 1)
    problem = "The worker ended twice while it was sent."
    often.update(
        state=Letter.State.GIVEN_UP, sending_since=None, next_try_at=None, finished_at=now,
        problem=problem,
    )  # fmt: skip
    left.update(
        state=Letter.State.WAITING,
        sending_since=None,
        next_try_at=now,
        break_offs=F("break_offs") + 1,
    )

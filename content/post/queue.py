"""Enqueuing letters, and giving those that were given up another chance."""

from datetime import datetime

from django.db import transaction

from ..models import Letter, PausedAddress


@transaction.atomic
def enqueue(
    composer: str,
    *,
    about: dict,
    now: datetime,
    key: str | None = None,
    not_before: datetime | None = None,
) -> Letter | None:
    """
    Put a letter into the queue; return None where one with the same ``key`` is or was there.

    ``composer``: dotted path of a function that takes ``about`` as keywords when the letter is sent
    and returns Composed, or None where there is nothing to say any more. ``about``: primary keys.
    """
    moment = {"enqueued_at": now, "next_try_at": not_before or now}
    if key is None:
        letter = Letter.objects.create(composer=composer, about=about, **moment)
    else:
        fields = {"composer": composer, "about": about, **moment}
        letter, is_new = Letter.objects.get_or_create(key=key, defaults=fields)
        if not is_new:
            return None
    if not_before is None:
        _wake(letter)
    return letter


@transaction.atomic
def enqueue_all(composer: str, *, abouts: list[dict], now: datetime) -> list[Letter]:
    """Put letters of one kind into the queue, one for each of ``abouts``, in two statements."""
    letters = Letter.objects.bulk_create(
        Letter(composer=composer, about=about, enqueued_at=now, next_try_at=now) for about in abouts
    )
    if letters:
        from .delivery import deliver_all  # here: as below

        deliver_all.enqueue([letter.pk for letter in letters])
    return letters


@transaction.atomic
def try_again(letters, *, now: datetime) -> int:
    """
    Send these of the given up anew, as if they were new; return how many there were.

    Whoever asks for it takes their addresses for good ones: the pauses that they caused end.
    """
    chosen = letters.select_for_update(no_key=True).filter(state=Letter.State.GIVEN_UP)
    given_up = list(chosen.order_by("pk"))
    Letter.objects.filter(pk__in=[letter.pk for letter in given_up]).update(
        state=Letter.State.WAITING,
        next_try_at=now,
        finished_at=None,
        tries=0,
        break_offs=0,
        problem="",
    )
    PausedAddress.objects.filter(letter__in=given_up).delete()
    for letter in given_up:
        _wake(letter)
    return len(given_up)


def _wake(letter: Letter) -> None:
    from .delivery import deliver  # here: that module's task imports what enqueues

    deliver.enqueue(letter.pk)

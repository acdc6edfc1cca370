"""The letter that tells of several things at once: a day, or a week, after the first of them."""

from datetime import datetime, timedelta

from django.db import transaction

from content import post

from ..models import Commenter, Told
from ..models.follow import Rhythm

AFTER = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
PEOPLE_AT_ONCE = 200  # a minute; the next one has its own
MOST = 50  # things in one letter; that so many more happened is said in a sentence


def send_digests(*, now: datetime) -> int:
    """Enqueue the letters whose time has come; return how many."""
    sent = 0
    for rhythm, after in AFTER.items():
        due = Told.objects.due(rhythm, now - after).order_by().values("commenter").distinct()
        for row in due[:PEOPLE_AT_ONCE]:
            sent += _send(row["commenter"], rhythm, now)
    return sent


@transaction.atomic
def _send(person_id: int, rhythm: str, now: datetime) -> bool:
    """Put all that waits for this person into one letter."""
    person = Commenter.objects.select_for_update(no_key=True).get(pk=person_id)
    told = person.told.waiting().filter(rhythm=rhythm)
    pks = list(told.order_by("pk").values_list("pk", flat=True))
    if not pks:
        return False  # another worker was faster
    about = {"person_id": person_id, "told_ids": pks[:MOST], "further": max(len(pks) - MOST, 0)}
    letter = post.enqueue("comments.letters.letters.digest", about=about, now=now)
    Told.objects.filter(pk__in=pks).update(letter=letter)
    return True

"""Erasing a person with all that they left here, which cannot be undone."""

from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommenterNote,
    Confirmation,
    Follow,
    Merge,
    Reaction,
    Report,
    Told,
)
from ..people.following import unfollow
from ..tree import trees
from .emptying import begun, empty, forget_names_in_history

BATCH = 500  # comments a transaction: short enough that nobody waits noticeably for the lock


def erase_commenter(commenter: Commenter, *, by, now: datetime) -> int:
    """
    Empty a person's row and all their comments, for good; return how many comments were left to empty.

    Whoever was merged into them goes with them. Their cookie and account lead to nobody from the first
    moment on, so nothing can be added. In batches, each true in itself: broken off in the middle, the
    same call goes on where it stopped (``housekeeping.finish_erasures``).
    """
    people = commenter.rows()
    _forget_confirmations(people)
    for pk in people:  # one a statement: no two rows are ever waited for at once
        Commenter.objects.filter(pk=pk).update(
            name="",
            verified_email=None,
            token=None,
            user=None,
            erased_at=Coalesce("erased_at", now),
        )
    _forget_what_others_noted(people)
    _forget_networks(people)
    _forget_letters(people)
    left = Comment.objects.filter(commenter__in=people).exclude(html="")
    pks = list(left.order_by("discussion", "pk").values_list("pk", flat=True))
    batch = begun(len(pks), by, now)
    for some in batched(pks, BATCH):
        empty(some, by, now, batch)
    return len(pks)


def _forget_what_others_noted(people: list[int]) -> None:
    """Delete moderators' notes on them, and empty why they were banned and how the admin named them."""
    CommenterNote.objects.filter(commenter__in=people).delete()
    Merge.objects.filter(Q(kept__in=people) | Q(gone__in=people)).delete()
    bans = Ban.objects.filter(commenter__in=people)
    bans.update(reason="")
    forget_names_in_history(Commenter, people)
    forget_names_in_history(Ban, bans.values_list("pk", flat=True))


def _forget_networks(people: list[int]) -> None:
    """Empty what their reactions and reports tell of them; the reactions go on counting."""
    reactions = Reaction.objects.filter(commenter__in=people, network_hash__isnull=False)
    reports = Report.objects.filter(reporter__in=people)
    places = set(reactions.values_list("discussion", flat=True))
    for pk in sorted(places.union(reports.values_list("comment__discussion", flat=True))):
        with transaction.atomic():
            trees.hold([pk])
            reactions.filter(discussion=pk).update(network_hash=None)
            reports.filter(comment__discussion=pk).update(network_hash=None, words="")


def _forget_letters(people: list[int]) -> None:
    """Nothing is followed any more; letters on their way find nobody."""
    unfollow(Follow.objects.filter(commenter__in=people))
    Told.objects.filter(commenter__in=people).delete()


def _forget_confirmations(people: list[int]) -> None:
    """No typed address waits any more, whoever typed it: while it is still known whose it is."""
    Confirmation.objects.filter(commenter__in=people).delete()
    for person in Commenter.objects.filter(pk__in=people).select_related("user"):
        for address in person.addresses():
            Confirmation.objects.of_address(address).delete()

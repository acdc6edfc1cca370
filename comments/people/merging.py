"""Merging: two guests turn out to be one person. Their cookies both lead to the one that is kept."""

from datetime import datetime

from django.db import transaction

from ..models import (
    Batch,
    Comment,
    Commenter,
    CommenterNote,
    Follow,
    Merge,
    Participation,
    Reaction,
    Report,
)
from ..models.batch import MERGE
from ..tree import tallies, trees
from .handing_over import Handover, recount

TRIES = 5  # somebody may comment under a further article while the locks are taken


class NotTheSame(Exception):
    """They cannot be one: a member, somebody erased or merged already, or one and the same."""


class Busy(Exception):
    """Comments of these two went on arriving; nothing was done."""


def merge(
    *, kept: Commenter, gone: Commenter, by, now: datetime, batch: Batch | None = None
) -> Commenter:
    """
    Make ``kept`` the person behind all that ``gone`` said and did; return it as it is then.

    Where both reacted to or reported the same comment, what ``kept`` did stays; what the one did to
    the other's comments goes, for nobody reacts to or reports their own. ``by``: the moderator, whose
    action can be undone (parting.py); None where they said it of themselves. ``batch``: the action that
    is done again. Raises NotTheSame, Busy.
    """
    for _ in range(TRIES):
        if merged := _try(kept.pk, gone.pk, by, now, batch):
            return merged
    raise Busy


@transaction.atomic
def _try(kept_pk: int, gone_pk: int, by, now: datetime, batch) -> Commenter | None:
    """Merge under the locks of all discussions, then of both persons; None where one was missed."""
    pks = _discussions_of(kept_pk, gone_pk)
    discussions = trees.hold(pks)
    rows = Commenter.objects.select_for_update().filter(pk__in=[kept_pk, gone_pk]).order_by("pk")
    people = {row.pk: row for row in rows}
    if not can_merge(people.get(kept_pk), people.get(gone_pk)):
        raise NotTheSame
    if _discussions_of(kept_pk, gone_pk) != pks:
        return None
    kept, gone = people[kept_pk], people[gone_pk]
    handover, before = Handover(kept, gone), _known_of(kept, gone)
    handover.carry_out()
    recount([kept, gone], handover.reacted, discussions)
    tallies.record_followers(handover.followed)
    _become_one(kept, gone)
    if by:
        batch = batch or Batch.of_one(MERGE, by=by, now=now, kept=kept.pk, gone=gone.pk)
        _note(batch, handover, before, sorted(pks), now)
    CommenterNote.objects.create(
        commenter=kept, author=by, text=f"Merged with person {gone.pk}.", written_at=now
    )
    return kept


def _known_of(kept: Commenter, gone: Commenter) -> dict[str, dict]:
    """Return the columns that a merge changes, as they are."""
    columns = ("verified_email", "is_always_held", "first_seen_at")
    return {
        "kept": {column: getattr(kept, column) for column in columns},
        "gone": {"verified_email": gone.verified_email},
    }


def _note(batch: Batch, handover: Handover, before: dict, discussions: list[int], now) -> None:
    """Keep what it takes to part them again."""
    done = {"kept": handover.kept, "gone": handover.gone, "merged_at": now, "before": before}
    done |= {"moved": handover.moved, "lost": handover.lost, "discussions": discussions}
    Merge.objects.update_or_create(batch=batch, defaults=done)


def can_merge(kept: Commenter | None, gone: Commenter | None) -> bool:
    """Only guests: a cookie that led to a member's comments would be as good as a password."""
    if kept is None or gone is None or kept.pk == gone.pk:
        return False
    return all(
        each.is_guest and not each.user_id and not each.merged_into_id and not each.erased_at
        for each in (kept, gone)
    )


def can_join(kept: Commenter, gone: Commenter | None) -> bool:
    """Whether the two may say of themselves that they are one: an address that is proven is one's own."""
    return can_merge(kept, gone) and bool(kept.verified_email) and not gone.verified_email


def _discussions_of(*people: int) -> set[int]:
    """Return the discussions in which any of them said or did something."""
    comments = Comment.objects.filter(commenter__in=people)
    return {
        *comments.order_by().values_list("discussion", flat=True),
        *Participation.objects.filter(commenter__in=people).values_list("discussion", flat=True),
        *Reaction.objects.filter(commenter__in=people).values_list("discussion", flat=True),
        *Report.objects.filter(reporter__in=people).values_list("comment__discussion", flat=True),
        *Follow.objects.in_discussions()
        .filter(commenter__in=people)
        .values_list("discussion", flat=True),
    }


def _become_one(kept: Commenter, gone: Commenter) -> None:
    """Let all that led to ``gone`` lead to ``kept``, and keep what was known of either."""
    email = gone.verified_email
    gone.merged_into, gone.verified_email = kept, None
    gone.save(update_fields=["merged_into", "verified_email"])
    kept.verified_email = kept.verified_email or email
    kept.is_always_held = kept.is_always_held or gone.is_always_held
    kept.first_seen_at = min(kept.first_seen_at, gone.first_seen_at)
    kept.save(update_fields=["verified_email", "is_always_held", "first_seen_at"])

"""Merging: two guests turn out to be one person. Their cookies both lead to the one that is kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommenterNote,
    Confirmation,
    Discussion,
    Follow,
    Participation,
    Reaction,
    Report,
)
from ..tree import tallies, trees
from . import following

TRIES = 5  # somebody may comment under a further article while the locks are taken


class NotTheSame(Exception):
    """They cannot be one: a member, somebody erased or merged already, or one and the same."""


class Busy(Exception):
    """Comments of these two went on arriving; nothing was done."""


def merge(*, kept: Commenter, gone: Commenter, by, now: datetime) -> Commenter:
    """
    Make ``kept`` the person behind all that ``gone`` said and did; return it as it is then.

    Where both reacted to or reported the same comment, what ``kept`` did stays; what the one did to
    the other's comments goes, for nobody reacts to or reports their own. Cannot be undone.
    Raises NotTheSame, Busy.
    """
    for _ in range(TRIES):
        if merged := _try(kept.pk, gone.pk, by, now):
            return merged
    raise Busy


@transaction.atomic
def _try(kept_pk: int, gone_pk: int, by, now: datetime) -> Commenter | None:
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
    touched = _move_deeds(kept, gone)
    Comment.objects.filter(commenter=gone).update(commenter=kept)
    _move_participations(kept, gone, discussions)
    followed = following.hand_over(kept, gone)
    for model in (Ban, CommenterNote, Confirmation):
        model.objects.filter(commenter=gone).update(commenter=kept)
    _recount(touched, discussions)
    tallies.record_followers(followed)
    _become_one(kept, gone)
    CommenterNote.objects.create(
        commenter=kept, author=by, text=f"Merged with person {gone.pk}.", written_at=now
    )
    return kept


def can_merge(kept: Commenter | None, gone: Commenter | None) -> bool:
    """Only guests: a cookie that led to a member's comments would be as good as a password."""
    if kept is None or gone is None or kept.pk == gone.pk:
        return False
    return all(
        each.is_guest and not each.user_id and not each.merged_into_id and not each.erased_at
        for each in (kept, gone)
    )


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


def _move_deeds(kept: Commenter, gone: Commenter) -> set[int]:
    """Give what ``gone`` did to comments to ``kept``, once a comment; return comments that lost some."""
    both = Q(commenter__in=[kept.pk, gone.pk])
    own = Q(comment__commenter__in=[kept.pk, gone.pk])
    twice = Reaction.objects.filter(commenter=kept, comment__isnull=False).values("comment")
    to_articles = Reaction.objects.filter(commenter=kept, comment=None).values("discussion")
    lost = Reaction.objects.filter(
        (both & own)
        | Q(commenter=gone, comment__in=twice)
        | Q(commenter=gone, comment=None, discussion__in=to_articles)
    )
    touched = set(lost.filter(comment__isnull=False).values_list("comment", flat=True))
    Reaction.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).delete()
    Reaction.objects.filter(commenter=gone).update(commenter=kept)
    _move_reports(kept, gone, own)
    return touched


def _move_reports(kept: Commenter, gone: Commenter, own: Q) -> None:
    reported = Report.objects.filter(reporter=kept).values("comment")
    lost = Report.objects.filter(
        (Q(reporter__in=[kept.pk, gone.pk]) & own) | Q(reporter=gone, comment__in=reported)
    )
    Report.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).delete()
    Report.objects.filter(reporter=gone).update(reporter=kept)


def _move_participations(kept: Commenter, gone: Commenter, discussions: dict) -> None:
    """Add up what both have in a discussion; two who are one there count as one commenter less."""
    there = {row.discussion_id: row for row in kept.participations.all()}
    for row in gone.participations.all():
        other = there.get(row.discussion_id)
        if other is None:
            Participation.objects.filter(pk=row.pk).update(commenter=kept)
            continue
        if row.approved_count and other.approved_count:
            discussions[row.discussion_id].commenter_count -= 1
        Participation.objects.filter(pk=other.pk).update(
            approved_count=F("approved_count") + row.approved_count
        )
        row.delete()


def _recount(touched: set[int], discussions: dict[int, Discussion]) -> None:
    """Count reactions anew where some went, and let every page that shows one of the two move on."""
    comments = Comment.objects.filter(pk__in=touched)
    comments.update(reaction_count=tallies.reactions())
    for discussion in discussions.values():
        discussion.threads.filter(pk__in=comments.values("tree_id")).update(
            **tallies.thread_tallies()
        )
        discussion.article_reaction_count = discussion.reactions.filter(comment=None).count()
        discussion.version += 1
    fields = ["commenter_count", "article_reaction_count", "version"]
    Discussion.objects.bulk_update(discussions.values(), fields, batch_size=tallies.BATCH)


def _become_one(kept: Commenter, gone: Commenter) -> None:
    """Let all that led to ``gone`` lead to ``kept``, and keep what was known of either."""
    email = gone.verified_email
    gone.merged_into, gone.verified_email = kept, None
    gone.save(update_fields=["merged_into", "verified_email"])
    Commenter.objects.filter(merged_into=gone).update(merged_into=kept)
    kept.verified_email = kept.verified_email or email
    kept.is_always_held = kept.is_always_held or gone.is_always_held
    kept.first_seen_at = min(kept.first_seen_at, gone.first_seen_at)
    kept.save(update_fields=["verified_email", "is_always_held", "first_seen_at"])

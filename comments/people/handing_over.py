"""Handing over what one person said and did to another, under the locks that merging.py holds."""

from django.db.models import F, Q

from ..models import Comment, Commenter, Discussion, Participation, Reaction, Report
from ..tree import tallies


def move_deeds(kept: Commenter, gone: Commenter) -> set[int]:
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


def move_participations(kept: Commenter, gone: Commenter, discussions: dict) -> None:
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
            **{field: F(field) + getattr(row, field) for field in tallies.STATUS_FIELDS.values()}
        )
        row.delete()


def recount(touched: set[int], discussions: dict[int, Discussion]) -> None:
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

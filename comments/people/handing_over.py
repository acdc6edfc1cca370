"""Handing over what one person said and did to another, under the locks that merging.py holds."""

from django.core import serializers
from django.db.models import Model, Q, QuerySet

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommenterNote,
    Confirmation,
    Discussion,
    Follow,
    Reaction,
    Report,
    Told,
)
from ..tree import tallies

# What belongs to somebody, by the column that says to whom; participations are counted anew.
OWNED: dict[type[Model], str] = {
    Comment: "commenter",
    Reaction: "commenter",
    Report: "reporter",
    Follow: "commenter",
    Told: "commenter",
    Ban: "commenter",
    CommenterNote: "commenter",
    Confirmation: "commenter",
    Commenter: "merged_into",
}


class Handover:
    """
    Everything of ``gone`` becomes ``kept``'s; two that can only be one are the one that ``kept`` has.

    ``moved``: keys of rows by their model's label; ``lost``: rows that went, as Django serializes them,
    without the scrambled networks, which are not kept longer than elsewhere. ``reacted`` and ``followed``:
    keys of comments that lost reactions, of discussions whose followers changed.
    """

    def __init__(self, kept: Commenter, gone: Commenter):
        self.kept, self.gone = kept, gone
        self.moved: dict[str, list[int]] = {}
        self.lost: list[dict] = []
        self.reacted: set[int] = set()
        self.followed: set[int] = set()

    def carry_out(self) -> None:
        self._drop_reactions()
        self._drop_reports()
        self._drop_follows()
        self._drop_told()
        for model, column in OWNED.items():
            rows = model.objects.filter(**{column: self.gone}).order_by("pk")
            self.moved[model._meta.label_lower] = list(rows.values_list("pk", flat=True))
            rows.update(**{column: self.kept})

    def _drop_reactions(self) -> None:
        """Those to their own comments, and of two to the same comment or article the second person's."""
        of_kept = Reaction.objects.filter(commenter=self.kept)
        twice = Q(comment__in=of_kept.filter(comment__isnull=False).values("comment"))
        twice |= Q(comment=None, discussion__in=of_kept.filter(comment=None).values("discussion"))
        lost = Reaction.objects.filter(self._own("commenter") | (Q(commenter=self.gone) & twice))
        self.reacted = set(lost.exclude(comment=None).values_list("comment", flat=True))
        self._drop(lost)

    def _drop_reports(self) -> None:
        reported = Report.objects.filter(reporter=self.kept).values("comment")
        twice = Q(reporter=self.gone, comment__in=reported)
        self._drop(Report.objects.filter(self._own("reporter") | twice))

    def _drop_follows(self) -> None:
        theirs = self.gone.follows
        self.followed = set(theirs.in_discussions().values_list("discussion", flat=True))
        kept = [each.target for each in self.kept.follows.all()]
        self._drop(theirs.filter(pk__in=[each.pk for each in theirs.all() if each.target in kept]))

    def _drop_told(self) -> None:
        told = self.kept.told
        twice = Q(comment__in=told.exclude(comment=None).values("comment"))
        twice |= Q(article__in=told.exclude(article=None).values("article"))
        self._drop(self.gone.told.filter(twice))

    def _own(self, column: str) -> Q:
        """Say what the one did to the other's comments."""
        both = [self.kept.pk, self.gone.pk]
        return Q(**{f"{column}__in": both}, comment__commenter__in=both)

    def _drop(self, rows: QuerySet) -> None:
        gone = list(rows.order_by("pk"))
        for row in gone:
            if hasattr(row, "network_hash"):
                row.network_hash = None
        self.lost += serializers.serialize("python", gone)
        rows.model.objects.filter(pk__in=[row.pk for row in gone]).delete()


def recount(people: list[Commenter], reacted: set[int], discussions: dict[int, Discussion]) -> None:
    """Count anew what these people said, and reactions where some came or went; their pages move on."""
    tallies.record_people([each.pk for each in people], discussions)
    comments = Comment.objects.filter(pk__in=reacted)
    comments.update(reaction_count=tallies.reactions())
    for discussion in discussions.values():
        discussion.threads.filter(pk__in=comments.values("tree_id")).update(
            **tallies.thread_tallies()
        )
        discussion.article_reaction_count = discussion.reactions.filter(comment=None).count()
        discussion.version += 1
    fields = ["commenter_count", "article_reaction_count", "version"]
    Discussion.objects.bulk_update(discussions.values(), fields, batch_size=tallies.BATCH)

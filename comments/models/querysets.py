"""Which comments somebody sees, and in which order."""

from django.db.models import Exists, F, OuterRef, Q
from mptt.managers import TreeManager
from mptt.querysets import TreeQuerySet

from .commenter import Commenter
from .discussion import Discussion
from .report import Report
from .status import Status


class CommentQuerySet(TreeQuerySet):
    def approved(self):
        return self.filter(status=Status.APPROVED)

    def pending(self):
        return self.filter(status=Status.PENDING)

    def shown(self):
        """What everybody sees: the approved, and as tombstones those with approved ones below."""
        return self.filter(Q(status=Status.APPROVED) | self._tombstone())

    def tombstones(self):
        """What is shown for the approved ones below it alone."""
        return self.exclude(status=Status.APPROVED).filter(self._tombstone())

    def readable_by(self, commenter: Commenter | None):
        """What this person sees: the shown, and their own whatever became of them."""
        if commenter is None:
            return self.shown()
        return self.filter(Q(status=Status.APPROVED) | Q(commenter=commenter) | self._tombstone())

    def unanswered(self):
        """Those from which nothing hangs, and which nobody answers beside them at the deepest level."""
        return self.filter(children__isnull=True, answers__isnull=True)

    def reported(self):
        """Those with a report that no moderator has answered yet."""
        opened = Report.objects.open().filter(comment=OuterRef("pk"))
        return self.filter(Exists(opened))

    def moderated_by(self, user):
        """What this user may decide on: everything, or what stands under their own articles."""
        discussions = Discussion.objects.moderated_by(user)
        return self if discussions is None else self.filter(discussion__in=discussions)

    def in_tree_order(self):
        return self.order_by("tree_id", "lft")

    def newest_first(self):
        """By the moment of becoming visible, not of being written."""
        return self.order_by("-visible_at", "-pk")

    def _tombstone(self) -> Q:
        below = self.model._default_manager.filter(
            tree_id=OuterRef("tree_id"),
            lft__gt=OuterRef("lft"),
            lft__lt=OuterRef("rght"),
            status=Status.APPROVED,
        )
        return Q(rght__gt=F("lft") + 1) & Q(Exists(below))


class CommentManager(TreeManager.from_queryset(CommentQuerySet)):
    def get_queryset(self):
        """Without the ordering by tree that mptt adds: each query says the order that it needs."""
        return CommentQuerySet(self.model, using=self._db)

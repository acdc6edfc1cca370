"""A comment: a node of its thread's MPTT tree, with the text as written and as shown."""

from datetime import datetime

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from content.addresses import numbered
from content.markup import MAX_COMMENT

from .commenter import Commenter
from .discussion import Discussion, Thread
from .reaction import Reaction
from .report import Report

MAX_LEVEL = 5  # of an answer in the tree; deeper ones become siblings of what they answer


class Status(models.TextChoices):
    PENDING = "pending", _("waiting for review")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its writer")


# What stands where a comment stood that has answers but is not shown itself.
TOMBSTONES = {
    Status.PENDING: _("This comment waits for review."),
    Status.REJECTED: _("This comment was removed by a moderator."),
    Status.SPAM: _("This comment was removed by a moderator."),
    Status.WITHDRAWN: _("This comment was withdrawn by its writer."),
}
ERASED = _("This comment was removed at its writer's wish.")
# What the writer alone reads above it. Spam is not told that it was recognised.
NOTICES = {
    Status.PENDING: _("Waiting for approval: only you see this. A moderator will read it."),
    Status.REJECTED: _("Not approved: only you see this."),
    Status.SPAM: _("Waiting for approval: only you see this. A moderator will read it."),
}


class CommentQuerySet(TreeQuerySet):
    def approved(self):
        return self.filter(status=Status.APPROVED)

    def pending(self):
        return self.filter(status=Status.PENDING)

    def shown(self):
        """What everybody sees: the approved, and as tombstones those with approved ones below."""
        return self.filter(Q(status=Status.APPROVED) | self._tombstone())

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


class Comment(MPTTModel):
    """
    What somebody said, where it stands and what became of it.

    Tree fields change only through comments/tree/trees.py, ``status`` only through
    comments/moderation/decisions.py.
    """

    Status = Status
    # What the reader of a page may do with it (section.py, quick.py).
    is_own = is_editable = has_waiting_wording = can_be_decided = False

    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    tree_id = models.BigIntegerField(editable=False)
    lft = models.PositiveIntegerField(editable=False)
    rght = models.PositiveIntegerField(editable=False)
    level = models.PositiveSmallIntegerField(editable=False)
    thread = models.ForeignObject(
        Thread,
        from_fields=["tree_id"],
        to_fields=["id"],
        on_delete=models.CASCADE,
        related_name="comments",
    )
    parent = TreeForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="children", editable=False
    )
    in_reply_to = models.ForeignKey(
        "self",
        verbose_name=_("in reply to"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="answers",
        editable=False,
    )
    commenter = models.ForeignKey(
        Commenter,
        verbose_name=_("commenter"),
        on_delete=models.PROTECT,
        related_name="comments",
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(
        _("address"), blank=True, help_text=_("As typed: unverified, never shown.")
    )
    source = models.TextField(_("text"), validators=[MaxLengthValidator(MAX_COMMENT)])
    html = models.TextField(editable=False)
    text_version = models.PositiveIntegerField(default=1, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    visible_at = models.DateTimeField(_("visible since"), null=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    is_to_be_told = models.BooleanField(
        default=False,
        editable=False,
        help_text="Its writer asked for a letter that says what was decided.",
    )
    reaction_count = models.PositiveIntegerField(_("reactions"), default=0, editable=False)
    held_by = models.CharField(_("held by"), max_length=40, blank=True, editable=False)
    held_match = models.CharField(_("because of"), max_length=200, blank=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    network_hash = models.CharField(max_length=32, null=True, editable=False)  # noqa: DJ001
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    origin = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.CharField(max_length=100, blank=True, editable=False)

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can decide on comments"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "rejected", "spam", "withdrawn"]),
                name="comment_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(visible_at__isnull=False),
                name="comment_approved_is_visible_since",
            ),
            models.CheckConstraint(condition=Q(lft__lt=F("rght")), name="comment_edges_in_order"),
            models.CheckConstraint(
                condition=Q(level=0, parent__isnull=True)
                | Q(level__gt=0, level__lte=MAX_LEVEL, parent__isnull=False),
                name="comment_level_has_its_parent",
            ),
            models.UniqueConstraint(
                fields=["tree_id"], condition=Q(level=0), name="comment_one_root_a_thread"
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_id"],
                condition=~Q(origin=""),
                name="comment_origin_unique",
            ),
        ]
        # (tree_id, lft) is added by mptt. An insert in a tree rewrites the edges of what follows, and
        # every further full index would make that dearer: all others here are partial or on columns
        # that such a rewrite leaves alone.
        indexes = [
            models.Index(fields=["commenter", "-id"], name="comment_by_commenter"),
            models.Index(
                fields=["discussion", "-reaction_count", "-id"],
                condition=Q(status="approved", reaction_count__gt=0),
                name="comment_most_reacted",
            ),
            models.Index(
                fields=["posted_at", "id"], condition=Q(status="pending"), name="comment_waiting"
            ),
            models.Index(
                fields=["discussion", "posted_at", "id"],
                condition=Q(status="pending"),
                name="comment_waiting_in_discussion",
            ),
            models.Index(
                fields=["held_by", "posted_at", "id"],
                condition=Q(status="pending"),
                name="comment_waiting_by_rule",
            ),
            models.Index(
                fields=["-posted_at", "-id"],
                condition=Q(status="rejected"),
                name="comment_rejected",
            ),
            models.Index(
                fields=["-visible_at", "-id"], condition=Q(status="approved"), name="comment_latest"
            ),
            models.Index(
                fields=["discussion", "-visible_at", "-id"],
                condition=Q(status="approved"),
                name="comment_latest_in_discussion",
            ),
            models.Index(
                fields=["network_hash", "-posted_at"],
                condition=Q(network_hash__isnull=False),
                name="comment_by_network",
            ),
            models.Index(
                fields=["posted_at"], condition=Q(status="spam"), name="comment_spam_by_age"
            ),
            *(
                models.Index(
                    fields=["discussion", "-posted_at", "-id"],
                    condition=Q(status=status),
                    name=f"comment_{status}_under",
                )
                for status in ("rejected", "spam")
            ),
            models.Index(
                fields=["posted_at"], condition=Q(is_to_be_told=True), name="comment_to_be_told"
            ),
        ]

    class MPTTMeta:
        order_insertion_by = []  # anything here would renumber roots over all trees

    def __str__(self):
        return f"{self.name}: {self.source[:40]}" if self.source else f"Comment {self.pk}"

    def get_absolute_url(self):
        """The permalink, with the fragment that makes browsers go to the comment itself."""
        return f"{numbered('comments:comment_detail', self.pk)}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of its element in pages."""
        return f"comment-{self.pk}"

    @property
    def react_url(self) -> str:
        return numbered("comments:react", self.pk)

    @property
    def report_url(self) -> str:
        return numbered("comments:report", self.pk)

    @property
    def shown_name(self) -> str:
        """The name that readers see; that of a deleted account or an erased person is nobody's."""
        if self.commenter.erased_at:
            return gettext("somebody")
        if self.commenter.is_member and not self.commenter.user_id:
            return gettext("former member")
        return self.name

    @property
    def is_emptied(self) -> bool:
        """Whether nothing but its place is left; no comment is written without a word."""
        return not self.html

    @property
    def tombstone(self) -> str:
        """What stands in its place. An emptied one is withdrawn, whoever had it erased."""
        if self.is_emptied:
            return ERASED if self.commenter.erased_at else TOMBSTONES[Status.REJECTED]
        return TOMBSTONES.get(self.status, "")

    @property
    def own_reaction_label(self) -> str:
        """The reader's own reaction, as reading.py annotates it in their own view; "" for none."""
        return Reaction.Kind(self.own_reaction).label if self.own_reaction else ""

    @property
    def notice_for_writer(self) -> str:
        return NOTICES.get(self.status, "")

    @property
    def own_state(self) -> str:
        """The status as its writer may know it: spam is not told that it was recognised."""
        return Status.PENDING if self.status == Status.SPAM else self.status

    @property
    def own_state_label(self) -> str:
        return Status(self.own_state).label

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED

    def approve(self, *, by, now: datetime) -> bool:
        """Publish the comment. Return False where somebody else had decided on it or edited it."""
        return self._decide(Status.APPROVED, by=by, now=now)

    def reject(self, *, by, now: datetime, reason: str = "", note: str = "") -> bool:
        return self._decide(Status.REJECTED, by=by, now=now, reason=reason, note=note)

    def mark_as_spam(self, *, by, now: datetime) -> bool:
        return self._decide(Status.SPAM, by=by, now=now)

    def withdraw(self, *, now: datetime) -> bool:
        """Take the comment back for its writer, for good."""
        return self._decide(Status.WITHDRAWN, by=None, now=now, rule="writer")

    def _decide(self, to: str, **log) -> bool:
        from comments.moderation.decisions import (  # here: that module builds on this one
            Seen,
            decide,
        )

        done = bool(decide([Seen.of(self)], to=to, **log).decided)
        self.refresh_from_db(fields=["status", "visible_at"])
        return done

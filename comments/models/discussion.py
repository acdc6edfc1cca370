"""One discussion an article, and its threads, with the tallies that pages show."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models import Article

from ..people.moderators import may_moderate
from .policy import Policy


class DiscussionQuerySet(models.QuerySet):
    def locked(self):
        """
        Hold these rows until the transaction ends, in primary-key order.

        Every change of a tree or a tally goes through here (docs/decisions/0002). On SQLite the
        transaction itself holds the only write lock. ``no_key`` lets other rows that merely point
        to a discussion be inserted meanwhile.
        """
        return self.select_for_update(no_key=True).order_by("pk")

    def moderated_by(self, user):
        """
        Those in which this user may decide: under their own articles, where the site allows that.

        None stands for all of them, so that nobody joins for nothing.
        """
        if may_moderate(user):
            return None
        if not (user.is_authenticated and user.is_active and Policy.current().authors_moderate):
            return self.none()
        return self.filter(article__authors__user=user)


class Discussion(models.Model):
    """
    All that was said under one article; made with the first comment.

    Tallies are changed in the transaction that changes what they count; ``check_threads`` proves them.
    """

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        HELD = "held", _("every comment is reviewed first")
        CLOSED = "closed", _("closed")

    article = models.OneToOneField(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="discussion"
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.OPEN)
    holds_links = models.BooleanField(
        _("review every comment with a link"),
        default=False,
        help_text=_("Stricter than the policy, under this article alone."),
    )
    closes_after_days = models.PositiveIntegerField(
        _("close after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Days after publication. Empty: when the policy says so."),
    )
    version = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Moves with every change that a reader could see."
    )
    thread_count = models.PositiveIntegerField(_("threads"), default=0, editable=False)
    reply_count = models.PositiveIntegerField(_("replies"), default=0, editable=False)
    commenter_count = models.PositiveIntegerField(_("commenters"), default=0, editable=False)
    follower_count = models.PositiveIntegerField(
        _("followers"), default=0, editable=False, help_text="Distinct, confirmed."
    )
    pending_count = models.PositiveIntegerField(_("waiting"), default=0, editable=False)
    approved_count = models.PositiveIntegerField(_("approved"), default=0, editable=False)
    rejected_count = models.PositiveIntegerField(_("rejected"), default=0, editable=False)
    spam_count = models.PositiveIntegerField(_("spam"), default=0, editable=False)
    withdrawn_count = models.PositiveIntegerField(_("withdrawn"), default=0, editable=False)
    article_reaction_count = models.PositiveIntegerField(
        _("reactions to the article"), default=0, editable=False
    )
    active_at = models.DateTimeField(
        _("latest comment"), null=True, editable=False, help_text="The latest visible_at in it."
    )

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["open", "held", "closed"]), name="discussion_mode_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-approved_count", "-id"],
                condition=Q(approved_count__gt=0),
                name="discussion_by_size",
            ),
            models.Index(
                fields=["-pending_count"],
                condition=Q(pending_count__gt=0),
                name="discussion_waiting",
            ),
        ]

    def __str__(self):
        return str(self.article)


class ThreadQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(approved_count__gt=0)


class Thread(models.Model):
    """
    A top-level comment with all answers below it. Its primary key is the tree_id of its comments.

    Shown while any of its comments is approved.
    """

    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, related_name="threads", db_index=False
    )
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_closed = models.BooleanField(_("closed"), default=False)
    stored_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="Comments of any status."
    )
    pending_count = models.PositiveIntegerField(default=0, editable=False)
    approved_count = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="Approved comments below the top level."
    )
    visible_at = models.DateTimeField(
        null=True, editable=False, help_text="When the thread was first shown."
    )
    active_at = models.DateTimeField(
        null=True, editable=False, help_text="When its latest comment became visible."
    )
    top_reaction_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="Of its most reacted approved comment."
    )
    top_comment_id = models.BigIntegerField(
        null=True, editable=False, help_text="That comment; the newest of several; none at zero."
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        # One index an ordering (comments/reading/orderings.py): a page reads twenty entries of it and sorts
        # nothing, whatever the size of the discussion.
        indexes = [
            models.Index(
                fields=["discussion", "-is_pinned", "-visible_at", "-id"],
                condition=Q(approved_count__gt=0),
                name="thread_newest",
            ),
            models.Index(
                fields=["discussion", "-is_pinned", "visible_at", "id"],
                condition=Q(approved_count__gt=0),
                name="thread_oldest",
            ),
            models.Index(
                fields=["discussion", "-is_pinned", "-active_at", "-id"],
                condition=Q(approved_count__gt=0),
                name="thread_active",
            ),
            models.Index(
                fields=[
                    "discussion",
                    "-is_pinned",
                    "-top_reaction_count",
                    "-top_comment_id",
                    "-id",
                ],
                condition=Q(approved_count__gt=0),
                name="thread_reacted",
            ),
            models.Index(
                fields=["discussion", "-is_pinned", "-reply_count", "-active_at", "-id"],
                condition=Q(approved_count__gt=0),
                name="thread_hottest",
            ),
            models.Index(  # the link "Hottest thread": pinned or not
                fields=["discussion", "-reply_count", "-active_at", "-id"],
                condition=Q(reply_count__gt=0),
                name="thread_hottest_of_all",
            ),
            models.Index(fields=["discussion"], name="thread_discussion"),
        ]

    def __str__(self):
        return f"Thread {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.approved_count > 0

"""Following: who gets letters about what, and what they were told already."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from blog.models import Article, Category
from content.models import Letter

from .comment import Comment
from .commenter import Commenter
from .discussion import Discussion, Thread


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, together")
    WEEKLY = "weekly", _("once a week, together")


QUICKEST_FIRST = list(Rhythm)


class FollowQuerySet(models.QuerySet):
    def in_discussions(self):
        """Those that "followers" counts: of an article's discussion, or of a thread in it."""
        return self.filter(scope__in=[Follow.Scope.ARTICLE, Follow.Scope.THREAD])

    def matching_comment(self, comment: Comment):
        """Those that this comment is new for; its writer's own are none of them."""
        answered = comment.in_reply_to
        matching = Q(scope=Follow.Scope.ARTICLE, discussion=comment.discussion_id)
        matching |= Q(scope=Follow.Scope.THREAD, thread=comment.tree_id)
        if answered:
            matching |= Q(scope=Follow.Scope.REPLIES, commenter=answered.commenter_id)
        return self.filter(matching).exclude(commenter=comment.commenter_id)

    def matching_article(self, article: Article):
        """Those that this article is new for; its authors' own are none of them."""
        matching = Q(scope=Follow.Scope.SITE)
        if article.category:
            above = article.category.family().ancestors
            matching |= Q(category__in=[article.category, *above])
        matching |= Q(author__in=article.authors.all())
        return self.filter(matching).exclude(commenter__user__author__in=article.authors.all())


class Follow(models.Model):
    """A confirmed wish to hear of something. What somebody no longer wants has no row."""

    class Scope(models.TextChoices):
        ARTICLE = "article", _("the discussion under an article")
        THREAD = "thread", _("one thread")
        REPLIES = "replies", _("answers to my comments")
        SITE = "site", _("all new articles")
        CATEGORY = "category", _("new articles in a category")
        AUTHOR = "author", _("new articles by an author")

    Rhythm = Rhythm

    commenter = models.ForeignKey(Commenter, on_delete=models.CASCADE, related_name="follows")
    scope = models.CharField(max_length=10, choices=Scope)
    discussion = models.ForeignKey(
        Discussion, on_delete=models.CASCADE, null=True, related_name="follows"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, related_name="follows")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(Author, on_delete=models.CASCADE, null=True, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    since = models.DateTimeField()
    calmed_at = models.DateTimeField(
        null=True, help_text="When too many letters an hour made a daily one of them."
    )

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="article", discussion__isnull=False, thread__isnull=True)
                | Q(scope="thread", discussion__isnull=False, thread__isnull=False)
                | Q(scope="category", discussion__isnull=True, category__isnull=False)
                | Q(scope="author", discussion__isnull=True, author__isnull=False)
                | Q(scope__in=["replies", "site"], discussion__isnull=True, thread__isnull=True),
                name="follow_has_its_target",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at_once", "daily", "weekly"]), name="follow_rhythm_known"
            ),
            models.UniqueConstraint(
                fields=["commenter", "discussion"],
                condition=Q(scope="article"),
                name="follow_article_once",
            ),
            models.UniqueConstraint(
                fields=["commenter", "thread"],
                condition=Q(scope="thread"),
                name="follow_thread_once",
            ),
            models.UniqueConstraint(
                fields=["commenter", "scope"],
                condition=Q(scope__in=["replies", "site"]),
                name="follow_replies_and_site_once",
            ),
            models.UniqueConstraint(
                fields=["commenter", "category"],
                condition=Q(scope="category"),
                name="follow_category_once",
            ),
            models.UniqueConstraint(
                fields=["commenter", "author"],
                condition=Q(scope="author"),
                name="follow_author_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_scope_display()} ({self.get_rhythm_display()})"

    @property
    def target(self) -> dict:
        """The columns that say what is followed."""
        columns = ("scope", "discussion_id", "thread_id", "category_id", "author_id")
        return {column: getattr(self, column) for column in columns}


class Announcement(models.Model):
    """
    A comment or an article that appeared: followers are to be told, once each.

    A row of its own, so that neither a moderator's click nor a killed worker has a part in it.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, null=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, null=True)
    made_at = models.DateTimeField()
    told_up_to = models.BigIntegerField(
        default=0, help_text="The last person, by primary key, of those who were told so far."
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(
                condition=Q(comment__isnull=True) ^ Q(article__isnull=True),
                name="announcement_of_one_thing",
            )
        ]
        indexes = [
            models.Index(
                fields=["made_at"], condition=Q(done_at__isnull=True), name="announcement_open"
            )
        ]

    def __str__(self):
        return f"Announcement {self.pk}"


class ToldQuerySet(models.QuerySet):
    def waiting(self):
        """What has not gone into a letter yet."""
        return self.filter(letter=None)

    def due(self, rhythm: str, before: datetime):
        """What waits since then for the letter that tells of several."""
        return self.waiting().filter(rhythm=rhythm, told_at__lt=before)


class Told(models.Model):
    """One person, one comment or article: the constraint is the promise that nobody is told twice."""

    commenter = models.ForeignKey(Commenter, on_delete=models.CASCADE, related_name="told")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    told_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ToldQuerySet.as_manager()

    class Meta:
        verbose_name = _("told")
        verbose_name_plural = _("told")
        constraints = [
            models.CheckConstraint(
                condition=Q(comment__isnull=True) ^ Q(article__isnull=True),
                name="told_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["commenter", "comment"],
                condition=Q(comment__isnull=False),
                name="told_of_a_comment_once",
            ),
            models.UniqueConstraint(
                fields=["commenter", "article"],
                condition=Q(article__isnull=False),
                name="told_of_an_article_once",
            ),
        ]
        indexes = [
            models.Index(fields=["commenter", "rhythm", "-told_at"], name="told_lately"),
            models.Index(
                fields=["rhythm", "told_at"], condition=Q(letter__isnull=True), name="told_waiting"
            ),
        ]

    def __str__(self):
        return f"{self.commenter_id} of {self.comment_id or self.article_id}"

    @property
    def is_at_once(self) -> bool:
        return self.rhythm == Rhythm.AT_ONCE

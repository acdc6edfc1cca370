"""What is published, and who wrote it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from authors.models import Author, User
from blog import findings
from blog.manuscript import settled
from blog.querysets import ArticleQuerySet, BylineQuerySet
from blog.words import DESCRIPTION_WORDS, reading_minutes
from content import markup, texts
from content.addresses import absolute
from content.feeds import Entry
from content.models import Image

from .category import Category
from .found import Found
from .revision import Revision, Revisions
from .states import States, Status
from .tag import TaggedArticle

CONTENTS_WORDS = 900  # four minutes; below it, scrolling is faster than choosing
CONTENTS_HEADINGS = 4
LONGEST_TITLE = 200  # characters


class Article(Found, States):
    """
    A piece of writing. Readers see it while ``Article.objects.visible(now)`` has it.

    A published article with a ``published_at`` in the future is scheduled: it appears at that
    moment by itself.
    """

    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    slug = models.SlugField(_("address"), max_length=200, unique=True, allow_unicode=True)
    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("Two sentences for lists, feeds and search engines."),
    )
    source = models.TextField(
        _("text"), blank=True, help_text=_("HTML; what is unsafe is removed.")
    )
    html = models.TextField(editable=False, blank=True)
    text = models.TextField(
        editable=False, blank=True, help_text="The html without its marks: what the search reads."
    )
    word_count = models.PositiveIntegerField(_("words"), editable=False, default=0)
    cover = models.ForeignKey(
        Image,
        verbose_name=_("cover"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
    )
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_featured = models.BooleanField(
        _("featured"),
        default=False,
        help_text=_("The newest featured article leads the home page."),
    )
    revised_at = models.DateTimeField(_("updated on"), null=True, editable=False)
    correction = models.TextField(
        _("note of correction"),
        max_length=500,
        blank=True,
        help_text=_("What was wrong or is new, in a sentence; shown beside “Updated on”."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    origin = models.CharField(max_length=50, blank=True, editable=False)
    origin_id = models.CharField(max_length=100, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()
    history = Revisions(
        bases=[Revision],
        verbose_name=_("revision"),
        verbose_name_plural=_("revisions"),
        custom_model_name="ArticleRevision",
        cascade_delete_history=True,
        # The manuscript has the rest.
        excluded_fields=[
            "slug", "summary", "source", "html", "text", "word_count", "cover", "category", "language",
            "is_featured", "revised_at", "correction", "trashed_from", "created_at", "updated_at",
            "origin", "origin_id", "seo_title", "seo_description", "canonical", "is_noindex",
            "social_picture",
        ],
    )  # fmt: skip
    tags = TaggableManager(
        _("tags"), through=TaggedArticle, blank=True, help_text=_("Separated by commas.")
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("edit_all_articles", _("Can edit everybody's articles")),
            ("publish_article", _("Can publish where the site wants review")),
            ("write_html", _("Can edit the HTML of texts")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="article_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_id"],
                condition=~Q(origin=""),
                name="article_origin_unique",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(status="published"),
                name="article_by_date",
            ),
        ]

    def __str__(self):
        """Return the title; at the desk the one that is being written (with_working_title)."""
        return getattr(self, "working_title", None) or self.title or str(_("Untitled"))

    def get_absolute_url(self):
        return reverse("blog:article_detail", args=[self.slug])

    def can_be_edited_by(self, user: User) -> bool:
        if user.has_perm("blog.edit_all_articles"):
            return True
        return self.bylines.filter(author__user_id=user.pk).exists()

    def write(self, source: str) -> None:
        """Take ``source`` as the text; not saved. Raises ValueError: out of markup's bounds."""
        self.html = texts.dress(markup.article_html(source))
        self.text = markup.plain_text(self.html)
        self.source = source
        self.word_count = markup.count_words(self.html)

    def revise(self, *, now: datetime) -> None:
        """Tell readers that the article was updated ``now``; not saved."""
        self.revised_at = now

    def record(self, deed: str, *, by, now: datetime, note: str = "", manuscript=None) -> None:
        """Write down what the article is now, or the ``manuscript`` given, as a revision."""
        manuscript = manuscript or settled(self)
        self.history.create(
            history_date=now,
            history_type="~",
            history_user=by,
            history_change_reason=deed,
            manuscript=manuscript,
            note=note,
            id=self.pk,
            title=manuscript["title"][:LONGEST_TITLE],
            status=self.status,
            published_at=self.published_at,
        )

    def lacking(self) -> list[str]:
        """Say what readers need and is not there yet, a sentence each; none where it is ready."""
        if type(self).objects.filter(pk=self.pk, working_copy__manuscript__isnull=False).exists():
            return [_("It has changes that are not in it yet: open it, and publish it there.")]
        return findings.lacking(
            title=self.title, html=self.html, has_author=self.bylines.exists(), slug=self.slug
        )

    def named_authors(self) -> list[Author]:
        """Return the authors in the order of the bylines, which are best fetched beforehand."""
        return [byline.author for byline in self.bylines.all()]

    @property
    def contents(self) -> list[markup.Heading]:
        """Its headings, for a list at its head; none where the text is short."""
        if self.word_count < CONTENTS_WORDS:
            return []
        headings = markup.contents(self.html)
        return headings if len(headings) >= CONTENTS_HEADINGS else []

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(self.word_count)

    @property
    def description(self) -> str:
        """The summary, else how the text begins: for search engines and feeds."""
        return self.summary or markup.excerpt(self.html, DESCRIPTION_WORDS)

    @property
    def changed_at(self) -> datetime:
        """When readers last got something new; a scheduled article changes before that."""
        return max(self.updated_at, self.published_at)

    @property
    def approved_comment_count(self) -> int:
        """Needs ``discussion`` at hand; an article that nobody commented has none."""
        discussion = getattr(self, "discussion", None)
        return discussion.approved_count if discussion else 0

    def as_entry(self) -> Entry:
        """Return the article as feeds carry it; for those that ``for_feeds()`` fetched."""
        return Entry(
            id=f"tag:{settings.SITE_ADDRESS.hostname},{self.created_at:%Y-%m-%d}:article/{self.pk}",
            url=absolute(self.get_absolute_url()),
            title=self.title,
            summary=self.description,
            html=self.html,
            published_at=self.published_at,
            updated_at=self.changed_at,
            authors=tuple(
                (author.name, absolute(author.get_absolute_url()))
                for author in self.named_authors()
            ),
            tags=tuple(tag.name for tag in self.tags.all()),
            image=self.cover.file.url if self.cover else "",
        )


class Byline(models.Model):
    """Who wrote an article, in the order in which they are named."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = BylineQuerySet.as_manager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_once_an_author")
        ]

    def __str__(self):
        return str(self.author)

"""What stands outside time."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import PageQuerySet
from blog.words import DESCRIPTION_WORDS
from content import markup, texts

from .found import Found


class Page(Found):
    """A page that stands outside time: About, Imprint, Privacy."""

    PRIVACY = "privacy"  # below the owner's words, this page lists what the site keeps

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True)
    source = models.TextField(
        _("text"), blank=True, help_text=_("HTML; what is unsafe is removed.")
    )
    html = models.TextField(editable=False, blank=True)
    text = models.TextField(
        editable=False, blank=True, help_text="The html without its marks: what the search reads."
    )
    is_published = models.BooleanField(_("published"), default=False)
    in_menu = models.BooleanField(_("in the menu"), default=True)
    position = models.PositiveSmallIntegerField(_("position in the menu"), default=0)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("blog:page_detail", args=[self.slug])

    @classmethod
    def without_words(cls) -> "Page":
        """Return the privacy page of a site whose owner wrote none; not to be saved."""
        return cls(title=_("Privacy"), slug=cls.PRIVACY)

    @property
    def description(self) -> str:
        return markup.excerpt(self.html, DESCRIPTION_WORDS)

    def write(self, source: str) -> None:
        """Take ``source`` as the text; not saved. Raises ValueError: out of markup's bounds."""
        self.html = texts.dress(markup.article_html(source))
        self.text = markup.plain_text(self.html)
        self.source = source

"""What search engines and social networks are told of a page, where its author says it."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.addresses import absolute
from content.models import Image


class Found(models.Model):
    """Each field is empty where the page's own title, summary, address and picture serve."""

    seo_title = models.CharField(
        _("title in search results"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the title. Search engines show about 70 characters."),
    )
    seo_description = models.TextField(
        _("description in search results"),
        max_length=500,
        blank=True,
        help_text=_("Empty: the summary, else how the text begins. About 160 characters show."),
    )
    canonical = models.CharField(
        _("original address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it first appeared, if that was elsewhere: https://…"),
    )
    is_noindex = models.BooleanField(
        _("keep it out of search engines"),
        default=False,
        help_text=_("Readers find it here all the same."),
    )
    social_picture = models.ForeignKey(
        Image,
        verbose_name=_("picture for social networks"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the cover. Best 1200 × 630 pixels."),
    )

    class Meta:
        abstract = True

    @property
    def search_title(self) -> str:
        return self.seo_title or self.title

    @property
    def search_description(self) -> str:
        return self.seo_description or self.description

    @property
    def picture_address(self) -> str:
        """Where the picture for other sites is: the one chosen for them, else the cover; "" for none."""
        picture = self.social_picture or getattr(self, "cover", None)
        return absolute(picture.file.url) if picture else ""

    @property
    def canonical_address(self) -> str:
        """Where search engines shall say that it stands; absolute."""
        return self.canonical or absolute(self.get_absolute_url())

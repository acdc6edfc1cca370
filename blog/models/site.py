"""What the site says of itself."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteSettings(models.Model):
    """What the site says of itself. One row; absent, the defaults hold."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(_("name"), max_length=80, default="Rejoinder")
    tagline = models.CharField(
        _("tagline"), max_length=200, blank=True, help_text=_("One line below the name.")
    )
    description = models.TextField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("What search engines and feed readers say of the site."),
    )
    articles_per_page = models.PositiveSmallIntegerField(
        _("articles a page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    wants_review = models.BooleanField(
        _("articles are reviewed"),
        default=False,
        help_text=_("Authors send what they wrote to an editor, who publishes it."),
    )
    footer = models.CharField(_("line in the footer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="site_settings_are_one")]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "SiteSettings":
        """Return the stored settings, or the defaults."""
        return cls.objects.filter(pk=cls.THE_ONE).first() or cls()

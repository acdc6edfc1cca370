"""What the site says of itself."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog import analytics
from blog.colours import HEX
from content.compiled import Compiled
from content.embeds import HOST
from content.models import Image


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
    logo = models.ForeignKey(
        Image,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Stands before the name, 44 pixels high at the most. Empty: the house's mark."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(rf"\A{HEX.pattern}\Z", _("Write it as #1c6b4c."))],
        help_text=_("Of links and buttons, as #1c6b4c. Empty: the house's green."),
    )
    language = models.CharField(
        _("default language"),
        max_length=10,
        blank=True,
        help_text=_(
            "In which articles are written unless they say otherwise; of dates, feeds and what is "
            "translated of the pages. Otherwise the environment says it (LANGUAGE_CODE)."
        ),
    )
    articles_per_page = models.PositiveSmallIntegerField(
        _("articles a page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    wants_review = models.BooleanField(
        _("articles are reviewed"),
        default=False,
        help_text=_("Authors send what they wrote to an editor, who publishes it."),
    )
    lists_in_menu = models.BooleanField(
        _("the menu ends with Authors, Archive and Search"),
        default=True,
        help_text=_("Without: write links of your own, such as /archive/, where you want them."),
    )
    footer = models.CharField(_("line in the footer"), max_length=300, blank=True)
    embed_hosts = models.TextField(
        _("more hosts of embeds"),
        max_length=2_000,
        blank=True,
        help_text=_(
            "One a line: PeerTube and Mastodon servers whose videos and posts articles may hold. "
            "YouTube and Vimeo are there already. Nothing is fetched before a reader asks for it."
        ),
    )
    analytics_by = models.CharField(
        _("visitors are counted by"), max_length=20, blank=True, choices=analytics.CHOICES
    )
    analytics_host = models.CharField(
        _("on the host"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(rf"\A{HOST.pattern}\Z", _("Write it as stats.example.org."))],
        help_text=_("As stats.example.org. Pages may then fetch and send to this host, no other."),
    )
    analytics_id = models.CharField(
        _("known there as"),
        max_length=100,
        blank=True,
        help_text=_("Plausible: the site's domain. Umami: its identifier. GoatCounter: nothing."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="site_settings_are_one"),
            models.CheckConstraint(
                condition=Q(analytics_by="") | ~Q(analytics_host=""), name="site_counts_at_a_host"
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "SiteSettings":
        """Return the stored settings, or the defaults."""
        return next(iter(_with_logo(cls.THE_ONE)), None) or cls()

    @classmethod
    def of(cls, request) -> "SiteSettings":
        """Return the settings that were read for the request (config/language.py), else read them."""
        return request.site if hasattr(request, "site") else cls.current()

    @property
    def spoken(self) -> str:
        """The language of the site's pages, as "en-gb"."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def accent_digits(self) -> str:
        """The colour as it stands in the address of its style sheet; "" where there is none."""
        return self.accent[1:] if HEX.fullmatch(self.accent) else ""

    @property
    def counter(self) -> analytics.Counter | None:
        """Who counts the visitors; None where nobody does, which is the default."""
        return analytics.counter(
            self.analytics_by, host=self.analytics_host, known_as=self.analytics_id
        )

    @property
    def own_embed_hosts(self) -> frozenset[str]:
        return frozenset(self.embed_hosts.split())


@Compiled
def _with_logo(pk: int):
    return SiteSettings.objects.select_related("logo").filter(pk=pk)

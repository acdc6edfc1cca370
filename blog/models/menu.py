"""The links of the menu that are no pages of the site's own."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .site import SiteSettings

ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*|https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?")


class MenuLink(models.Model):
    """Stands among the pages in the menu, by its position."""

    site = models.ForeignKey(
        SiteSettings, on_delete=models.CASCADE, related_name="menu_links", default=1
    )
    label = models.CharField(_("label"), max_length=60)
    address = models.CharField(
        _("address"),
        max_length=500,
        validators=[
            RegexValidator(
                rf"\A(?:{ADDRESS.pattern})\Z",
                _("Begin with / for a page of this site, with https:// for another."),
            )
        ],
        help_text=_("/archive/ or https://…"),
    )
    position = models.PositiveSmallIntegerField(_("position in the menu"), default=0)

    class Meta:
        verbose_name = _("link in the menu")
        verbose_name_plural = _("links in the menu")

    def __str__(self):
        return self.label

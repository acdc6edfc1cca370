"""Addresses that led somewhere once: those that were changed, and those that somebody names by hand."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """
    An address that a thing had before. It leads to the thing, not to another address, so that a
    second change needs no second step and no circle can come about.

    Written by triggers whenever a slug changes, by whatever path (blog/former_addresses.py).
    """

    kind = models.CharField(max_length=20)  # the first step of the path: "articles", "tags" …
    slug = models.CharField(max_length=200)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="former_address_of_one_thing")
        ]

    def __str__(self):
        return f"/{self.kind}/{self.slug}/"


class Redirect(models.Model):
    """A path where nothing is, and where its readers are sent instead."""

    path = models.CharField(
        _("from"),
        max_length=500,
        unique=True,
        validators=[RegexValidator(r"^/(?!/)[^?#\s]*$", _("Give a path such as /old/page/."))],
        help_text=_("A path of this site such as /2019/05/tides.html, where there is no page now."),
    )
    target = models.CharField(
        _("to"),
        max_length=500,
        validators=[
            RegexValidator(
                r"^(/(?![/\\])|https?://)\S*$", _("Give a path such as /new/ or an http address.")
            )
        ],
        help_text=_("A path of this site, or a whole address elsewhere."),
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self):
        return f"{self.path} → {self.target}"

    def clean(self):
        """Take the path as requests have it: “/caf%C3%A9/” is asked for as “/café/”."""
        super().clean()
        self.path = unquote(self.path)
        if not self.path.isprintable():
            raise ValidationError({"path": _("Give a path such as /old/page/.")})
        if not _is_address(self.target):
            raise ValidationError({"target": _("Give a path such as /new/ or an http address.")})
        if Redirect.end_of(self.target, passing=self.path) is None:
            raise ValidationError({"target": _("This would lead round in a circle.")})

    @classmethod
    def end_of(cls, address: str, *, passing: str = "") -> str | None:
        """Return where ``address`` leads in the end (itself, where nothing else); None for a circle."""
        passed = {passing.rstrip("/")} if passing else set()
        while (path := _path_of_ours(address)) is not None:
            if path.rstrip("/") in passed:
                return None
            passed.add(path.rstrip("/"))
            # As pages do, one with a slash at its end answers without it, too.
            found = cls.objects.filter(path__in={path, path.rstrip("/") + "/"})
            target = found.order_by("path").values_list("target", flat=True).first()
            if target is None:
                break
            address = target
        return address


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:  # such as https://[x
        return False
    return bool(parts.netloc) or not parts.scheme


def _path_of_ours(address: str) -> str | None:
    """Return the path at which requests for ``address`` arrive; None: elsewhere."""
    if not _is_address(address):
        return None
    parts = urlsplit(address)
    is_ours = not parts.netloc or parts.netloc.lower() == settings.SITE_ADDRESS.netloc.lower()
    return (unquote(parts.path) or "/") if is_ours else None

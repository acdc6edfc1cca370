"""The desk: what is published, edited in Django's admin."""

from . import article, presenting, settings, site

__all__ = ["article", "presenting", "settings", "site"]

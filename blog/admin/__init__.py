"""The desk: what is published, edited in Django's admin."""

from . import article, presenting, site

__all__ = ["article", "presenting", "site"]

"""The desk: what is published, edited in Django's admin."""

from . import article, site

__all__ = ["article", "site"]

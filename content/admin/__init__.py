"""The library of pictures in the admin, and the letters that are on their way."""

from content.post import admin as post_admin

from .image import ImageAdmin

__all__ = ["ImageAdmin", "post_admin"]

"""The library of pictures in the admin."""

from .image import ImageAdmin

__all__ = ["ImageAdmin"]

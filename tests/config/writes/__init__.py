"""Every kind of write that there is in the project, and which of them readers must not see."""

from . import editors, moderators, people, readers  # noqa: F401  (each adds its own)
from .site import UNSEEN, WRITES, Site

__all__ = ["UNSEEN", "WRITES", "Site"]

"""
A first site to live with: authors, articles, pictures, pages and a conversation, all made up.

``load`` and ``remove`` are all that the commands need; ``first_author`` is whose profile a login of
the first start may take over.
"""

from .loading import Refused, load
from .people import first_author
from .removing import OthersSpoke, remove

__all__ = ["OthersSpoke", "Refused", "first_author", "load", "remove"]

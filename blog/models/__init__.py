"""What is published: articles, pages, categories, tags, and what the site says of itself."""

from .article import Article, Byline
from .category import Category
from .page import Page
from .site import SiteSettings
from .states import Impossible, NotReady
from .tag import Tag, TaggedArticle
from .working_copy import WorkingCopy

__all__ = [
    "Article",
    "Byline",
    "Category",
    "Impossible",
    "NotReady",
    "Page",
    "SiteSettings",
    "Tag",
    "TaggedArticle",
    "WorkingCopy",
]

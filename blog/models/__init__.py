"""What is published: articles, pages, categories, tags, and what the site says of itself."""

from .article import Article, Byline
from .category import Category
from .page import Page
from .site import SiteSettings
from .tag import Tag, TaggedArticle

__all__ = ["Article", "Byline", "Category", "Page", "SiteSettings", "Tag", "TaggedArticle"]

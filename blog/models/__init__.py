"""What is published: articles, pages, categories, tags, and what the site says of itself."""

from .article import Article, Byline
from .category import Category
from .index import ArticleIndex, PageIndex
from .menu import MenuLink
from .page import Page
from .redirect import FormerAddress, Redirect
from .search_change import SearchChange, SearchFilling
from .series import Part, Recommendation, Series
from .site import SiteSettings
from .states import Impossible, NotReady
from .tag import Tag, TaggedArticle
from .working_copy import WorkingCopy

__all__ = [
    "Article",
    "ArticleIndex",
    "Byline",
    "Category",
    "FormerAddress",
    "Impossible",
    "MenuLink",
    "NotReady",
    "Page",
    "PageIndex",
    "Part",
    "Recommendation",
    "Redirect",
    "SearchChange",
    "SearchFilling",
    "Series",
    "SiteSettings",
    "Tag",
    "TaggedArticle",
    "WorkingCopy",
]

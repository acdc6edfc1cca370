"""Articles and pages as the search finds them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .models import Article, Page
from .search.kinds import Kind, Narrowing
from .search.snippets import Piece, marked, passage


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the row, its title with the words marked, and a passage with them."""

    row: Article | Page
    title: list[Piece]
    passage: list[Piece]


class Articles(Kind):
    name = "articles"
    title = _("Articles")
    template = "blog/_found_article.html"

    def public(self, now: datetime, narrowing: Narrowing):
        articles = Article.objects.visible(now).narrowed(narrowing.author, narrowing.category)
        if narrowing.year:
            articles = articles.filter(published_at__year=narrowing.year)
        return articles

    def load(self, pks):
        return Article.objects.filter(pk__in=pks).for_lists().defer(None).defer("source", "html")

    def found(self, article, words):
        text = article.text if any(p.is_found for p in passage(article.text, words)) else ""
        return Found(article, marked(article.title, words), passage(text or article.summary, words))


class Pages(Kind):
    name = "pages"
    title = _("Pages")
    template = "blog/_found_page.html"
    at_first = 3

    def public(self, now: datetime, narrowing: Narrowing):
        return None if narrowing else Page.objects.visible()

    def load(self, pks):
        return Page.objects.filter(pk__in=pks).defer("source", "html")

    def found(self, page, words):
        return Found(page, marked(page.title, words), passage(page.text, words))

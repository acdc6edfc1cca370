"""Articles and pages as the search finds them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext_lazy as _

from content.compiled import CompiledByKeys
from content.models import DRAWN

from .models import Article, Byline, Page
from .search.kinds import MOST_SHOWN, Kind, Narrowing
from .search.snippets import Piece, marked, passage
from .search.words import Word


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the row, its title with the words marked, and a passage with them."""

    row: Article | Page
    title: list[Piece]
    passage: list[Piece]
    bylines: list[Byline] = field(default_factory=list)


class Articles(Kind):
    name = "articles"
    title = _("Articles")
    template = "blog/_found_article.html"

    def public(self, now: datetime, narrowing: Narrowing):
        articles = Article.objects.visible(now).narrowed(narrowing.author, narrowing.category)
        if narrowing.year:
            articles = articles.filter(published_at__year=narrowing.year)
        return articles

    def load(self, pks, words):
        bylines = defaultdict(list)
        for byline in _bylines_of(pks):
            bylines[byline.article_id].append(byline)
        return {
            article.pk: Found(
                article,
                marked(article.title, words),
                _passage(article, words),
                bylines[article.pk],
            )
            for article in _articles(pks)
        }


class Pages(Kind):
    name = "pages"
    title = _("Pages")
    template = "blog/_found_page.html"
    at_first = 3

    def public(self, now: datetime, narrowing: Narrowing):
        return None if narrowing else Page.objects.visible()

    def load(self, pks, words):
        return {
            page.pk: Found(page, marked(page.title, words), passage(page.text, words))
            for page in _pages(pks)
        }


def _passage(article: Article, words: tuple[Word, ...]) -> list[Piece]:
    """Return where the words stand in the text; of its summary, where they stand elsewhere."""
    of_text = passage(article.text, words)
    if any(piece.is_found for piece in of_text) or not article.summary:
        return of_text
    return passage(article.summary, words)


SHOWN = (
    *("title", "slug", "summary", "text", "language", "published_at"),
    *(f"cover__{name}" for name in DRAWN),
    *("category__name", "category__slug"),
)
_articles = CompiledByKeys(
    lambda pks: (
        Article.objects.filter(pk__in=pks)
        .select_related("cover", "category")
        .only(*SHOWN)
        .fetch_mode(FETCH_RAISE)
    ),
    MOST_SHOWN,
)
_bylines_of = CompiledByKeys(
    lambda pks: (
        Byline.objects.filter(article__in=pks)
        .select_related("author")
        .only("article", "author__name", "author__slug")
        .order_by("position", "pk")
        .fetch_mode(FETCH_RAISE)
    ),
    MOST_SHOWN,
)
_pages = CompiledByKeys(
    lambda pks: (
        Page.objects.filter(pk__in=pks).only("title", "slug", "text").fetch_mode(FETCH_RAISE)
    ),
    MOST_SHOWN,
)

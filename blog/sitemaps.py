"""What the sitemap lists: everything that readers may see, and nothing else."""

import re
from datetime import datetime
from html import unescape

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import FETCH_RAISE
from django.urls import reverse

from authors.models import Author
from content.addresses import absolute

from .models import Article, Category, Page, Series, Tag

MOST_PICTURES = 1_000  # of a page. Source: Google Search Central, Image sitemaps
# A picture's file asks for its measures as soon as it is read.
OF_ARTICLES = (
    "slug", "html", "published_at", "updated_at", "cover__file", "cover__width", "cover__height",
)  # fmt: skip
_PICTURE = re.compile(r'<img\b[^>]*?\ssrc="(/media/[^"]+)"')


class Section(Sitemap):
    """A part of the sitemap: the results of a queryset, at addresses made of SITE_URL."""

    protocol = settings.SITE_ADDRESS.scheme

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset

    def get_domain(self, site=None):
        return settings.SITE_ADDRESS.netloc


class ChangingSection(Section):
    """A part whose things know when they last changed."""

    def lastmod(self, item):
        return getattr(item, "changed_at", None) or item.updated_at


class Articles(ChangingSection):
    """Each with the addresses of its pictures, which their search finds by this list alone."""

    limit = 1_000  # their texts are read for it; more stand on further pages

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            url["images"] = pictures_of(url["item"])
        return urls


def pictures_of(article: Article) -> list[str]:
    """Return the absolute addresses of the cover and of the pictures in the text, each once."""
    cover = [article.cover.file.url] if article.cover else []
    inside = [match[1] for match in _PICTURE.finditer(article.html)]
    return [absolute(unescape(path)) for path in dict.fromkeys(cover + inside)][:MOST_PICTURES]


class Lists(Section):
    """The pages that lead to all others."""

    def location(self, name):
        return reverse(name)


def sections(now: datetime) -> dict[str, Sitemap]:
    visible = Article.objects.visible(now)
    articles = visible.found().newest_first().select_related("cover")
    pages = Page.objects.visible().found().order_by("pk")
    return {
        "lists": Lists(["blog:home", "blog:archive", "authors:author_list"]),
        "articles": Articles(articles.only(*OF_ARTICLES).fetch_mode(FETCH_RAISE)),
        "pages": ChangingSection(pages.only("slug", "updated_at")),
        "categories": Section(Category.objects.used_by(visible).in_order()),
        "tags": Section(Tag.objects.used_by(visible).in_order()),
        "series": Section(Series.objects.used_by(visible).in_order()),
        "authors": Section(Author.objects.in_order().only("slug")),
    }

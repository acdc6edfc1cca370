"""What the sitemap lists: everything that readers may see, and nothing else."""

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from authors.models import Author

from .models import Article, Category, Page, Series, Tag


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


class Lists(Section):
    """The pages that lead to all others."""

    def location(self, name):
        return reverse(name)


def sections(now: datetime) -> dict[str, Sitemap]:
    visible = Article.objects.visible(now)
    articles = visible.newest_first().only("slug", "published_at", "updated_at")
    return {
        "lists": Lists(["blog:home", "blog:archive", "authors:author_list"]),
        "articles": ChangingSection(articles),
        "pages": ChangingSection(Page.objects.visible().order_by("pk").only("slug", "updated_at")),
        "categories": Section(Category.objects.used_by(visible).in_order()),
        "tags": Section(Tag.objects.used_by(visible).in_order()),
        "series": Section(Series.objects.used_by(visible).in_order()),
        "authors": Section(Author.objects.in_order().only("slug")),
    }

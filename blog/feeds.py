"""Feeds of the whole blog, of a category and of a tag: the latest articles with their full text."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from content.addresses import absolute
from content.feeds import FEED_LENGTH, Channel, feed
from content.shared import shared_page

from .models import Article, Category, SiteSettings, Tag


@shared_page
def site_feed(request, kind):
    site = SiteSettings.of(request)
    channel = _channel(
        Article.objects.visible(timezone.now()),
        title=site.name,
        description=site.description or site.tagline,
        page=reverse("blog:home"),
        path=reverse("blog:site_feed", args=[kind]),
    )
    return feed(kind, channel)


@shared_page
def category_feed(request, slug, kind):
    category = get_object_or_404(Category, slug=slug)
    articles = Article.objects.visible(timezone.now())
    channel = _channel(
        articles.filter(category__in=category.family().ids),
        title=f"{SiteSettings.of(request).name} – {category.name}",
        description=category.description,
        page=category.get_absolute_url(),
        path=reverse("blog:category_feed", args=[slug, kind]),
    )
    return feed(kind, channel)


@shared_page
def tag_feed(request, slug, kind):
    articles = Article.objects.visible(timezone.now())
    tag = get_object_or_404(Tag.objects.used_by(articles), slug=slug)
    channel = _channel(
        articles.tagged(tag),
        title=f"{SiteSettings.of(request).name} – {tag.name}",
        description=tag.description,
        page=tag.get_absolute_url(),
        path=reverse("blog:tag_feed", args=[slug, kind]),
    )
    return feed(kind, channel)


def _channel(articles, *, title: str, description: str, page: str, path: str) -> Channel:
    return Channel(
        title=title,
        description=description,
        page_url=absolute(page),
        feed_url=absolute(path),
        entries=[
            article.as_entry() for article in articles.newest_first().for_feeds()[:FEED_LENGTH]
        ],
    )

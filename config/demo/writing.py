"""What the demo publishes: pictures, categories, articles, pages, and the site's name."""

import re
from datetime import datetime, timedelta

from authors.models import Author
from blog.models import Article, Byline, Category, Page, Part, Series, SiteSettings
from content.images import Encoded, store
from content.models import Image

from . import material

HOUR = {"hour": 7, "minute": 30, "second": 0, "microsecond": 0}  # at which its articles appear
_DRAWING = re.compile(r'src="drawing:(\w+)"')


def alternatives(site: dict) -> dict[str, str]:
    """Return the alternative text of each drawing."""
    return {
        **{author["key"]: author["portrait_alt"] for author in site["authors"]},
        **{name: figure["alt"] for name, figure in site["figures"].items()},
        **{
            article["cover"]: article["cover_alt"]
            for article in site["articles"]
            if "cover" in article
        },
    }


def make_images(site: dict, pictures: dict[str, Encoded]) -> dict[str, Image]:
    alts = alternatives(site)
    return {
        name: store(encoded, Image(alt=alts[name], credit=material.CREDIT))
        for name, encoded in pictures.items()
    }


def make_articles(
    site: dict, authors: dict[str, Author], images: dict[str, Image], now: datetime
) -> dict[str, Article]:
    """Return new articles by their slug; categories are made where they are missing."""
    categories = {
        category["slug"]: Category.objects.get_or_create(slug=category["slug"], defaults=category)[
            0
        ]
        for category in site["categories"]
    }
    return {
        plan["slug"]: _make_article(plan, categories, authors, images, now)
        for plan in site["articles"]
    }


def _make_article(plan: dict, categories, authors, images, now: datetime) -> Article:
    is_draft = plan.get("draft", False)
    article = Article(
        title=plan["title"],
        slug=plan["slug"],
        summary=plan["summary"],
        cover=images.get(plan.get("cover")),
        category=categories[plan["category"]],
        language="en",
        status=Article.Status.DRAFT if is_draft else Article.Status.PUBLISHED,
        published_at=None if is_draft else (now + timedelta(days=plan["days"])).replace(**HOUR),
        origin=material.ORIGIN,
        origin_id=plan["slug"],
    )
    article.write(_with_pictures(material.article_text(plan["slug"]), images))
    article.save()
    article.tags.add(*plan["tags"])
    for position, key in enumerate(plan["authors"]):
        Byline.objects.create(article=article, author=authors[key], position=position)
    return article


def make_series(site: dict, articles: dict[str, Article]) -> None:
    for plan in site["series"]:
        series = Series.objects.create(
            title=plan["title"], slug=plan["slug"], description=plan["description"]
        )
        for position, slug in enumerate(plan["parts"]):
            Part.objects.create(series=series, article=articles[slug], position=position)


def _with_pictures(source: str, images: dict[str, Image]) -> str:
    """Put the stored pictures where the text names drawings."""

    def stored(match: re.Match) -> str:
        image = images[match[1]]
        return f'src="{image.file.url}" width="{image.width}" height="{image.height}"'

    return _DRAWING.sub(stored, source)


def make_pages(site: dict) -> None:
    """Make the pages, and give the site a name, where the owner has not done so before."""
    for plan in site["pages"]:
        if not Page.objects.filter(slug=plan["slug"]).exists():
            page = Page(**plan, is_published=True)
            page.write(material.page_text(plan["slug"]))
            page.save()
    SiteSettings.objects.get_or_create(pk=SiteSettings.THE_ONE, defaults=site["site"])

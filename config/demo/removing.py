"""Taking the demo out again, and leaving what the site's owner added."""

from django.db import models, transaction

from authors.models import Author, User
from blog.models import Article, Category, Page, Series, SiteSettings, Tag
from comments.models import Comment, Commenter, Discussion
from content.images import erase
from content.models import Image

from . import material


class OthersSpoke(Exception):
    """Comments under the demo's articles are not all the demo's; the argument counts these."""


@transaction.atomic
def remove(*, others_too: bool = False) -> list[str]:
    """
    Delete what ``load`` made; return sentences on what was kept and why.

    Raises OthersSpoke: when comments of others would go with the demo's articles, unless
    ``others_too``. The moderation log stays: it only grows.
    """
    site = material.site()
    _remove_articles(others_too=others_too)
    User.objects.filter(email__endswith=material.ACCOUNTS).delete()
    told = _remove_authors(site)
    told += _remove_pages(site)
    told += _remove_categories(site)
    Series.objects.filter(
        slug__in=[plan["slug"] for plan in site["series"]], parts__isnull=True
    ).delete()
    Tag.objects.filter(name__in=material.tags(), tagged__isnull=True).delete()
    SiteSettings.objects.filter(**site["site"]).delete()
    return told + _remove_images()


def _remove_articles(*, others_too: bool) -> None:
    articles = Article.objects.filter(origin=material.ORIGIN)
    discussions = list(Discussion.objects.filter(article__in=articles).locked())
    below = Comment.objects.filter(discussion__in=discussions)
    others = below.exclude(origin=material.ORIGIN).count()
    if others and not others_too:
        raise OthersSpoke(others)
    commenters = set(below.values_list("commenter", flat=True))
    articles.delete()
    Commenter.objects.filter(pk__in=commenters, comments__isnull=True).delete()


def _remove_authors(site: dict) -> list[str]:
    told = []
    for person in site["authors"]:
        for author in Author.objects.filter(slug=person["slug"]):
            if author.bylines.exists():
                told.append(f"Kept the author {author.name}: other articles carry the name.")
            else:
                author.delete()
    return told


def _remove_pages(site: dict) -> list[str]:
    told = []
    for plan in site["pages"]:
        for page in Page.objects.filter(slug=plan["slug"]):
            if page.source.strip() == material.page_text(plan["slug"]).strip():
                page.delete()
            else:
                told.append(f"Kept the page “{page.title}”: its text is not the demo’s.")
    return told


def _remove_categories(site: dict) -> list[str]:
    told = []
    for plan in site["categories"]:
        for category in Category.objects.filter(slug=plan["slug"]):
            if category.articles.exists() or category.children.exists():
                told.append(f"Kept the category “{category.name}”: other articles stand in it.")
            else:
                category.delete()
    return told


def _remove_images() -> list[str]:
    told = []
    for image in Image.objects.filter(credit=material.CREDIT):
        if _is_used(image):
            told.append(f"Kept the picture “{image}”: it is used elsewhere.")
        else:
            erase(image)
    return told


def _is_used(image: Image) -> bool:
    in_text = {"source__contains": image.file.url}
    return (
        Article.objects.filter(models.Q(cover=image) | models.Q(**in_text)).exists()
        or Page.objects.filter(**in_text).exists()
        or Author.objects.filter(portrait=image).exists()
    )

"""Published things for tests; what a test does not name does not matter to it."""

import itertools
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from authors.models import Author
from blog.models import Article, Byline, Category, Page
from content.models import Image

_numbers = itertools.count(1)
HIDDEN = ["draft", "review", "scheduled", "archived", "trashed"]


def make_article(
    *,
    slug: str = "",
    status: str = "published",
    authors=(),
    tags=(),
    source="<p>Words.</p>",
    **fields,
) -> Article:
    """``status`` may also be "scheduled": published tomorrow."""
    number = next(_numbers)
    fields = {"title": f"Article {number}", "summary": f"Summary {number}"} | fields
    if status == "scheduled":
        status, fields["published_at"] = "published", timezone.now() + timedelta(days=1)
    fields.setdefault("published_at", timezone.now() - timedelta(days=1))
    article = Article(slug=slug or f"article-{number}", status=status, **fields)
    article.write(source)
    article.save()
    sign(article, *authors)
    article.tags.add(*tags)
    return article


def sign(article: Article, *authors: Author) -> None:
    for position, author in enumerate(authors):
        Byline.objects.create(article=article, author=author, position=position)


def make_category(*, name: str = "Science", slug: str = "", **fields) -> Category:
    return Category.objects.create(name=name, slug=slug or f"category-{next(_numbers)}", **fields)


def make_page(*, title: str = "About", slug: str = "", is_published=True, **fields) -> Page:
    page = Page(
        title=title, slug=slug or f"page-{next(_numbers)}", is_published=is_published, **fields
    )
    page.write("<p>Who we are.</p>")
    page.save()
    return page


def make_picture(*, alt: str = "A lighthouse") -> Image:
    file = BytesIO()
    Pillow.new("RGB", (1200, 800), "teal").save(file, "JPEG")
    upload = SimpleUploadedFile("lighthouse.jpg", file.getvalue())
    return Image.objects.create(file=upload, alt=alt)

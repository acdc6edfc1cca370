"""Django behind a page cache, and a site with something of each kind."""

import re

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import timezone

from authors.models import Author
from blog.models import Part, Series
from tests.blog.make import make_article, make_category, make_page
from tests.comments.make import make_comment


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.application, self.count = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.application(environ, start_response)


def every_shared_path() -> list[str]:
    """Make a site with something of each kind, and return the address of every shared page."""
    category = make_category(slug="sea")
    author = Author.objects.create(name="Ines", slug="ines")
    article = make_article(
        slug="tides", authors=[author], tags=["tides"], category=category,
        source="<p>Words.</p><p>Ünïcode</p>",
    )  # fmt: skip
    comment = make_comment(article=article)
    make_comment(parent=comment)
    make_page(slug="about")
    Part.objects.create(series=Series.objects.create(title="Sea", slug="sea"), article=article)
    month = timezone.localtime(article.published_at)
    parts = {
        "kind": "atom",
        "section": "articles",
        "pk": comment.pk, "year": f"{month:%Y}", "month": f"{month:%m}",
    }  # fmt: skip
    by_prefix = {
        "articles": "tides",
        "categories": "sea",
        "tags": "tides",
        "authors": "ines",
        "pages": "about",
        "series": "sea",
    }
    paths = []
    for pattern in shared_views():
        if "/news/" in pattern:  # asked for with a moment, of which there is no end
            continue
        slug = by_prefix.get(pattern.partition("/")[0], "")
        template = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
        paths.append("/" + template.format(**parts, slug=slug))
    return paths


def shared_views(patterns=None, prefix=""):
    for each in patterns or get_resolver().url_patterns:
        route = prefix + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from shared_views(each.url_patterns, route)
        elif hasattr(each.callback, "follows"):
            yield route

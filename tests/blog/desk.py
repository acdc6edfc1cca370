"""The desk as tests go to it: its addresses, what a browser sends there, and what comes back."""

import re

from django.urls import reverse
from django.utils import timezone

from tests.authors.make import make_editor, make_user

BEGIN = "/admin/blog/article/begin/"
LIBRARY = "/admin/blog/article/pictures/"
UPLOAD = "/admin/blog/article/pictures/upload/"


def change_path(article) -> str:
    return reverse("admin:blog_article_change", args=[article.pk])


def at(name: str, article, *rest) -> str:
    return reverse(f"admin:blog_article_{name}", args=[article.pk, *rest])


def form(*, bylines=(), **fields) -> dict:
    """What the browser sends when an article is saved; ``_publish`` is the other button."""
    return (
        {
            "title": "A title",
            "slug": "a-title",
            "summary": "",
            "source": "<p>Text</p>",
            "tags": "",
            "language": "",
            "published_at_0": "",
            "published_at_1": "",
            "version": "0",
        }
        | {f"bylines_{number}": author.pk for number, author in enumerate(bylines)}
        | fields
    )


def errors_in(response) -> str:
    return " ".join(re.findall(r"errorlist.*?</ul>", response.content.decode(), re.DOTALL))


def make_revision(article):
    article.record("saved", by=make_editor(), now=timezone.now())
    return article.history.first()


def make_root():
    return make_user(is_staff=True, is_superuser=True)

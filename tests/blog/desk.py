"""The desk as tests go to it: its addresses, what a browser sends there, and what comes back."""

import re

import html5lib
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


def untouched(response) -> dict:
    """Return what a browser sends of a page's form where nobody changed anything."""
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    sent = {}
    for each in page.iter():
        if each.tag not in ("input", "textarea", "select"):
            continue
        if each.tag == "select":
            chosen = each.findall(".//option[@selected]") or each.findall(".//option")[:1]
            value = chosen[0].get("value", "") if chosen else ""
        else:
            value = each.get("value", "on") if each.tag == "input" else each.text or ""
        is_off = each.get("type") in ("checkbox", "radio") and each.get("checked") is None
        if each.get("name") and each.get("type") != "submit" and not is_off:
            sent[each.get("name")] = value
    return sent


def errors_in(response) -> str:
    return " ".join(re.findall(r"errorlist.*?</ul>", response.content.decode(), re.DOTALL))


def make_revision(article):
    article.record("saved", by=make_editor(), now=timezone.now())
    return article.history.first()


def make_root():
    return make_user(is_staff=True, is_superuser=True)

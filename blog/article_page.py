"""
An article's page: its frame, which is editorial and kept (content/frames.py), and what is said, which is not.

A comment that comes has its own page drawn, and neither the article's text nor what stands around it.
"""

import secrets
from collections.abc import Iterator

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from content import frames
from content.linked_data import breadcrumbs, script_text

from .linked_data import posting
from .models import Article, SiteSettings
from .nearby import related, surroundings

# Numbers that nobody can guess, so that they stand nowhere else: in the frame, in place of what is said.
TOTAL, COUNT, DISCUSSION = HOLES = tuple(secrets.randbits(128) for _ in range(3))


def html(request, slug: str) -> str:
    """Return the page of a visible article. Raises Http404: there is none."""
    visible = Article.objects.visible(timezone.now())
    frame = frames.kept(request)
    if frame is None:
        article = get_object_or_404(visible.for_reading(), slug=slug)
        frame = frames.keep(request, _frame(request, article, visible))
    else:
        article = get_object_or_404(visible.for_conversation(), slug=slug)
    for hole, words in zip(HOLES, _said(request, article), strict=True):
        frame = frame.replace(str(hole), words)
    return frame


def _said(request, article: Article) -> Iterator[str]:
    yield str(article.approved_comment_count)
    for template in ("blog/_comment_count.html", "blog/_discussion.html"):
        yield render_to_string(template, {"article": article}, request)


def _frame(request, article: Article, visible) -> str:
    near = surroundings(article, visible)
    site = SiteSettings.of(request)
    trail = [*_category_trail(article.category), (article.title, article.get_absolute_url())]
    data = posting(article, site_name=site.name, comment_count=TOTAL)
    shown = {
        "site": site,
        "article": article,
        "authors": article.named_authors(),
        "older": near.older,
        "newer": near.newer,
        "series": near.series,
        "related": related(article, visible, near),
        "trail": trail,
        "canonical": article.canonical_address,
        "image": article.picture_address,
        "linked_data": script_text(data, breadcrumbs(trail)),
        "comment_count": str(COUNT),  # a text, which no locale groups into thousands
        "discussion": str(DISCUSSION),
    }
    return render_to_string("blog/article_detail.html", shown, request)


def _category_trail(category) -> list[tuple[str, str]]:
    """Return (name, path) of the category and the one above it, which came with the article."""
    if category is None:
        return []
    above = [category.parent] if category.parent else []
    return [(each.name, each.get_absolute_url()) for each in [*above, category]]

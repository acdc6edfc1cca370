"""The people who write here, and what they wrote; articles are reached through their authors."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.addresses import absolute
from content.feeds import FEED_LENGTH, Channel, feed
from content.linked_data import breadcrumbs, script_text
from content.paging import page_of, page_path
from content.shared import shared_page

from .linked_data import profile
from .models import Author

ARTICLES_A_PAGE = 10  # beside a profile, fewer than a front page might show


@shared_page
def author_list(request):
    path = reverse("authors:author_list")
    page = page_of(Author.objects.with_portraits().in_order(), request.GET.get("page"), per_page=50)
    return TemplateResponse(
        request,
        "authors/author_list.html",
        {"page": page, "canonical": absolute(page_path(path, page.number))},
    )


@shared_page
def author_detail(request, slug):
    author = _author(slug)
    path = author.get_absolute_url()
    articles = author.articles.visible(timezone.now()).newest_first().for_lists()
    page = page_of(articles, request.GET.get("page"), per_page=ARTICLES_A_PAGE)
    trail = [(_("Authors"), reverse("authors:author_list")), (author.name, path)]
    return TemplateResponse(
        request,
        "authors/author_detail.html",
        {
            "author": author,
            "page": page,
            "trail": trail,
            "canonical": absolute(page_path(path, page.number)),
            "feed_name": author.name,
            "feed_path": reverse("authors:author_feed", args=[slug, "atom"]),
            "image": author.portrait and absolute(author.portrait.file.url),
            "linked_data": script_text(profile(author), breadcrumbs(trail)),
        },
    )


@shared_page
def author_feed(request, slug, kind):
    author = _author(slug)
    articles = author.articles.visible(timezone.now()).newest_first().for_feeds()[:FEED_LENGTH]
    return feed(
        kind,
        Channel(
            title=author.name,
            page_url=absolute(author.get_absolute_url()),
            feed_url=absolute(reverse("authors:author_feed", args=[slug, kind])),
            description=author.role,
            entries=[article.as_entry() for article in articles],
        ),
    )


def _author(slug: str) -> Author:
    authors = Author.objects.with_portraits().prefetch_related("links")
    return get_object_or_404(authors, slug=slug)

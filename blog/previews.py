"""How an article will look: on the real page, for its writers, and for whom they send the link."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import SplitDateTimeField
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from taggit.utils import parse_tags

from authors.models import Author
from content import markup
from content.addresses import absolute
from content.models import Image

from . import manuscript
from .models import Article, Category, SiteSettings, WorkingCopy
from .nearby import related, surroundings

DAYS = 7  # that a link opens the door; a review takes days, and links are passed on
_signer = signing.TimestampSigner(salt="blog.previews")


def token_for(copy: WorkingCopy) -> str:
    """Sign the link to what is on the desk; it holds until the links of its round are made void."""
    return _signer.sign_object([copy.article_id, copy.links_round])


@never_cache
@require_safe
def preview(request, token):
    """Whoever has the link sees the article as it is being written, until the link expires."""
    try:
        pk, links_round = _signer.unsign_object(token, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, TypeError) as error:  # TypeError: of before there were rounds
        raise Http404("no such preview, or no longer") from error
    articles = Article.objects.exclude(status=Article.Status.TRASHED)
    article = get_object_or_404(articles, pk=pk)
    if WorkingCopy.of(article).links_round != links_round:
        raise Http404("this link was made void")
    return page(request, article)


def page(request, article: Article) -> TemplateResponse:
    """Answer with the article's page as it would be, were it published now."""
    now = timezone.now()
    typed = WorkingCopy.of(article).manuscript or manuscript.settled(article)
    draft = drafted(article, typed, now=now)
    shown, visible = draft.article, Article.objects.visible(now)
    near = surroundings(shown, visible)
    context = {
        "site": SiteSettings.of(request),
        "article": shown,
        "draft": draft,
        "authors": draft.authors,
        "older": near.older,
        "newer": near.newer,
        "series": near.series,
        "related": related(shown, visible, near),
        "trail": [],
        "canonical": absolute(article.get_absolute_url()),
    }
    response = TemplateResponse(request, "blog/article_preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@dataclass
class Draft:
    """An article with what is typed in place of what is stored; not to be saved."""

    article: Article
    authors: list[Author]
    tags: list[str]


def drafted(article: Article, typed: dict, *, now: datetime) -> Draft:
    """Lay what is typed over the article. What cannot be rendered, or is no moment, is as it is stored."""
    article.published_at = _moment(typed) or article.published_at or now
    if typed.get("is_revised"):
        article.revise(now=now)
    article.title, article.summary = typed["title"], typed["summary"]
    article.language, article.correction = typed["language"][:10], typed["correction"]
    article.seo_title = typed.get("seo_title", "")
    article.seo_description = typed.get("seo_description", "")
    with suppress(markup.OutOfBounds):
        article.write(typed["source"])
    article.cover = Image.objects.filter(pk=manuscript.number(typed["cover"])).first()
    article.category = Category.objects.filter(pk=manuscript.number(typed["category"])).first()
    keys = [manuscript.number(key) for key in typed["authors"]]
    found = Author.objects.select_related("portrait").in_bulk([key for key in keys if key])
    authors = [found[key] for key in keys if key in found]
    return Draft(article, authors, parse_tags(typed["tags"]))


def _moment(typed: dict) -> datetime | None:
    day_and_time = [typed.get(f"published_at_{part}", "") for part in (0, 1)]
    with suppress(ValidationError):
        return SplitDateTimeField(required=False).clean(day_and_time)
    return None

"""What readers see of the blog. Each page is the same for all of them (content/shared.py)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.addresses import absolute
from content.keeping import everything_kept
from content.linked_data import breadcrumbs, script_text
from content.paging import page_of, page_path
from content.shared import shared_page

from . import article_page
from .models import Article, Category, Page, Series, SiteSettings, Tag
from .nearby import parts_of


@shared_page
def home(request):
    articles = Article.objects.visible(timezone.now())
    lead = articles.featured().newest_first().for_lists().first()
    return _article_list(request, "blog/home.html", articles, reverse("blog:home"), lead=lead)


@shared_page(follows="article", parameters=("order", "after", "thread", "show"))
def article_detail(request, slug):
    return HttpResponse(article_page.html(request, slug))


@shared_page
def category_detail(request, slug):
    category = get_object_or_404(Category, slug=slug)
    family = category.family()
    articles = Article.objects.visible(timezone.now()).filter(category__in=family.ids)
    path = category.get_absolute_url()
    trail = [(above.name, above.get_absolute_url()) for above in family.ancestors]
    trail.append((category.name, path))
    return _article_list(
        request,
        "blog/category_detail.html",
        articles,
        path,
        category=category,
        trail=trail,
        feed_name=category.name,
        feed_path=reverse("blog:category_feed", args=[slug, "atom"]),
        linked_data=script_text(breadcrumbs(trail)),
    )


@shared_page
def tag_detail(request, slug):
    articles = Article.objects.visible(timezone.now())
    tag = get_object_or_404(Tag.objects.used_by(articles), slug=slug)
    path = tag.get_absolute_url()
    return _article_list(
        request,
        "blog/tag_detail.html",
        articles.tagged(tag),
        path,
        tag=tag,
        feed_name=tag.name,
        feed_path=reverse("blog:tag_feed", args=[slug, "atom"]),
    )


@shared_page
def series_detail(request, slug):
    articles = Article.objects.visible(timezone.now())
    series = get_object_or_404(Series.objects.used_by(articles), slug=slug)
    return TemplateResponse(
        request,
        "blog/series_detail.html",
        {
            "series": series,
            "articles": parts_of(series, articles).for_lists(),
            "canonical": absolute(series.get_absolute_url()),
        },
    )


@shared_page
def archive(request):
    months = Article.objects.visible(timezone.now()).months()
    return TemplateResponse(
        request,
        "blog/archive.html",
        {"months": months, "canonical": absolute(reverse("blog:archive"))},
    )


@shared_page
def archive_month(request, year, month):
    articles = Article.objects.visible(timezone.now()).published_in(year, month)
    if not articles.exists():
        raise Http404("nothing was published in this month")
    path = reverse("blog:archive_month", args=[year, month])
    first = date(year, month, 1)
    trail = [
        (_("Archive"), reverse("blog:archive")),
        (date_format(first, "YEAR_MONTH_FORMAT"), path),
    ]
    return _article_list(
        request,
        "blog/archive_month.html",
        articles,
        path,
        month=first,
        trail=trail,
        linked_data=script_text(breadcrumbs(trail)),
    )


@shared_page
def page_detail(request, slug):
    """Show what the owner wrote; the page on privacy is always there, and says what the site keeps."""
    page = Page.objects.visible().select_related("social_picture").filter(slug=slug).first()
    if page is None and slug == Page.PRIVACY:
        page = Page.without_words()
    if page is None:
        raise Http404("no such page")
    return TemplateResponse(
        request,
        "blog/page_detail.html",
        {
            "page": page,
            "kept": everything_kept() if slug == Page.PRIVACY else None,
            "canonical": page.canonical_address,
            "image": page.picture_address,
        },
    )


def _article_list(request, template, articles, path, *, lead=None, **context):
    """Answer with the page of ``articles`` that was asked for: the ``lead``, then the newest first."""
    site = SiteSettings.of(request)
    page = page_of(
        (articles.exclude(pk=lead.pk) if lead else articles).newest_first().for_lists(),
        request.GET.get("page"),
        per_page=site.articles_per_page,
    )
    if lead and page.number == 1:
        page.object_list = [lead, *page.object_list]
    canonical = absolute(page_path(path, page.number))
    return TemplateResponse(
        request, template, {"site": site, "page": page, "canonical": canonical, **context}
    )

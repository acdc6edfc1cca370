"""What search engines read first: sitemap.xml and robots.txt."""

from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.shortcuts import render
from django.utils import timezone

from content.shared import shared_page

from .sitemaps import sections


@shared_page
def sitemap(request):
    return sitemap_of(request, sections(timezone.now()))


@shared_page
def robots(request):
    return render(request, "blog/robots.txt", content_type="text/plain; charset=utf-8")

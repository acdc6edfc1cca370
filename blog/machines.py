"""What search engines read first: sitemap.xml and robots.txt."""

from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from content.addresses import absolute
from content.shared import shared_page

from .sitemaps import sections


@shared_page(parameters=("p",))
def sitemap(request):
    """The list of all; of a site with too many articles for one list, the list of its parts."""
    parts = sections(timezone.now())
    if parts["articles"].paginator.num_pages == 1:
        return sitemap_of(request, parts, template_name="blog/sitemap.xml")
    addresses = [
        absolute(reverse("blog:sitemap_part", args=[name])) + (f"?p={page}" if page > 1 else "")
        for name, part in parts.items()
        for page in part.paginator.page_range
    ]
    context = {"addresses": addresses}
    return render(request, "blog/sitemap_index.xml", context, content_type="application/xml")


@shared_page(parameters=("p",))
def sitemap_part(request, section):
    parts = sections(timezone.now())
    return sitemap_of(request, parts, section=section, template_name="blog/sitemap.xml")


@shared_page
def robots(request):
    return render(request, "blog/robots.txt", content_type="text/plain; charset=utf-8")

"""What stands in the menu: pages and the owner's own links, in one order."""

from typing import NamedTuple

from django.db.models import F, Value
from django.urls import reverse

from .models import MenuLink, Page


class Entry(NamedTuple):
    label: str
    address: str


def entries() -> list[Entry]:
    """Return the menu, in its order; one query."""
    pages = _rows(Page.objects.in_menu(), "title", "slug", is_page=1)
    links = _rows(MenuLink.objects.all(), "label", "address", is_page=0)
    rows = pages.union(links, all=True).order_by("position", "-is_page", "pk")
    return [Entry(label, _address(place, is_page)) for _at, label, place, is_page, _pk in rows]


def _rows(queryset, label: str, place: str, *, is_page: int):
    return queryset.annotate(words=F(label), place=F(place), is_page=Value(is_page)).values_list(
        "position", "words", "place", "is_page", "pk"
    )


def _address(place: str, is_page: int) -> str:
    return reverse("blog:page_detail", args=[place]) if is_page else place

"""How a page will show in search results and when it is shared."""

from dataclasses import dataclass

from django.conf import settings

from blog import manuscript
from content.models import Image


@dataclass(frozen=True)
class Card:
    slug: str
    title: str
    description: str
    picture: Image | None = None
    is_noindex: bool = False
    host: str = settings.SITE_ADDRESS.netloc


def card_of_typed(typed: dict) -> Card:
    """Return the card of a manuscript, right or not."""
    keys = [manuscript.number(typed.get(name) or "") for name in ("social_picture", "cover")]
    found = Image.objects.in_bulk([key for key in keys if key])
    return Card(
        slug=typed["slug"],
        title=typed.get("seo_title") or typed["title"],
        description=typed.get("seo_description") or typed["summary"],
        picture=next((found[key] for key in keys if key in found), None),
        is_noindex=bool(typed.get("is_noindex")),
    )


def card_of_page(page) -> Card:
    return Card(
        slug=page.slug,
        title=page.search_title,
        description=page.search_description,
        picture=page.social_picture,
        is_noindex=page.is_noindex,
    )

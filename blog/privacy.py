"""A page on privacy, drafted from what the site really does. Its owner reads it before anybody else does."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .models import Page, SiteSettings

SLUG = "privacy"


@transaction.atomic
def draft_page(*, now: datetime) -> Page:
    """Return a new page with the draft, unpublished, at the first address that is free."""
    site = SiteSettings.current()
    context = {
        "site": site,
        "counter": site.counter,
        "counted_by": site.get_analytics_by_display(),
        "embed_hosts": ["YouTube", "Vimeo", *sorted(site.own_embed_hosts)],
        "mail_service": settings.MAIL_SERVICE.replace("_", " ").title(),
        "asks_akismet": bool(settings.AKISMET_KEY),
        "day": now,
    }
    page = Page(title=_("Privacy"), slug=_free_slug(), in_menu=False)
    page.write(render_to_string("blog/privacy_draft.html", context))
    page.save()
    return page


def _free_slug() -> str:
    taken = set(Page.objects.filter(slug__startswith=SLUG).values_list("slug", flat=True))
    numbered = (f"{SLUG}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (SLUG, *numbered) if slug not in taken)

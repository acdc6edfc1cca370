"""What every page shows of the site itself."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from . import menu
from .models import SiteSettings


def site(request):
    """The site's name and menu, read once a page and only by pages that show them."""
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        "menu": SimpleLazyObject(menu.entries),
        "SITE_URL": settings.SITE_URL,
    }

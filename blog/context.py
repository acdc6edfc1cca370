"""What every page shows of the site itself."""

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from . import menu
from .models import SiteSettings


def site(request):
    """The site's name and menu, read once a page and only by pages that show them; in its language."""
    chosen = SiteSettings.of(request)
    translation.activate(chosen.spoken)  # also where no view was found, or a wordless one has words
    return {
        "site": chosen,
        "menu": SimpleLazyObject(menu.entries),
        "SITE_URL": settings.SITE_URL,
    }

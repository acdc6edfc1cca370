"""The language of each answer: the one that the owner chose, else the environment's."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject

from blog.models import SiteSettings


class LanguageMiddleware:
    """
    Read the site's settings once a request, as ``request.site``, and speak the language that they name.

    Finished pages are answered in front of this (page_cache.py); the settings are editorial, so that
    another language makes them anew.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = SimpleLazyObject(SiteSettings.current)
        with translation.override(translation.get_language()):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "is_wordless", False):
            translation.activate(request.site.spoken)

"""The site's settings for tests: as its form sends them, as rows, and what pages may reach by them."""

from blog.models import SiteSettings
from config import inline
from tests.site import ROOT

PATH = "/admin/blog/sitesettings/1/change/"
FORM = {
    "name": "Ours",
    "articles_per_page": 10,
    "menu_links-TOTAL_FORMS": 0,
    "menu_links-INITIAL_FORMS": 0,
}
COUNTED = {
    "analytics_by": "plausible",
    "analytics_host": "stats.example.org",
    "analytics_id": "a.example",
}
OWN = f"'self' {inline.allowed(ROOT / 'templates' / '_theme_early.js')}"  # scripts that any page may run
FILM = '<figure class="embed"><a href="https://youtu.be/dQw4w9WgXcQ">A film</a></figure>'


def settle(**fields) -> SiteSettings:
    return SiteSettings.objects.create(**fields)


def policy_of(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)

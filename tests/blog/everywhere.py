"""An article that shows wherever an article can, and the addresses where that is."""

from django.utils import timezone

from tests.authors.make import make_author

from .make import make_article, make_category

SECRET = "Unheard Of"
LISTS = [
    "/",
    "/categories/science/",
    "/tags/shared/",
    "/archive/2024/05/",
    "/authors/wanda/",
]
FEEDS = [
    f"{place}feeds/{kind}/"
    for place in ("/", "/categories/science/", "/tags/shared/", "/authors/wanda/")
    for kind in ("rss", "atom", "json")
]
OTHERS = ["/articles/public/", "/archive/", "/authors/", "/sitemap.xml", "/robots.txt"]


def make_everything(*, status: str = "published", title: str = SECRET):
    """An article that shows wherever an article can, with a neighbour that is always public."""
    author = make_author(name="Wanda", slug="wanda")
    category = make_category(name="Science", slug="science")
    moment = timezone.now().replace(year=2024, month=5, day=3)
    common = {"authors": [author], "category": category, "tags": ["shared"]}
    make_article(slug="public", title="Public", published_at=moment, **common)
    fields = {} if status == "scheduled" else {"published_at": moment}
    return make_article(
        slug="secret",
        status=status,
        title=title,
        summary=f"{title} summary",
        source=f"<p>{title} body</p>",
        **fields,
        **(common | {"tags": ["shared", "onlysecret"]}),
    )

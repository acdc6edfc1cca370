"""The site that is measured: the demo, and articles with as many made-up comments as a row needs."""

from tests.site import Site

SIZES = {"few": 32, "fifty": 50, "thousand": 1_000, "many": 100_000}
MAKE = """
from tests.blog.make import make_article
for slug in {slugs}:
    make_article(slug=slug, title="Measured: " + slug, source="<p>" + "Some words to read. " * 180 + "</p>")
"""


def lay(site: Site, *, million: bool) -> dict[str, int]:
    """Make the articles and fill them; return their sizes by slug."""
    sizes = SIZES | ({"million": 1_000_000} if million else {})
    site.manage("shell", "--no-imports", "-c", MAKE.format(slugs=list(sizes)))
    for slug, count in sizes.items():
        print(f"Seeding {count:,} comments …", flush=True)
        site.manage("seed_comments", slug, "--count", str(count), "--seed", "1")
    return sizes


def wait(site: Site, count: int) -> None:
    """Let so many comments more wait for review."""
    print(f"Seeding {count:,} pending comments …", flush=True)
    slug = f"waiting-{count}"
    site.manage("shell", "--no-imports", "-c", MAKE.format(slugs=[slug]))
    site.manage("seed_comments", slug, "--count", str(count), "--pending", str(count))

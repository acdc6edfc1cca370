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
    site.manage("shell", "--no-imports", "-c", MAKE.format(slugs=[*sizes, "full", "waiting"]))
    run(site, FULL.format(count=IN_FULL_THREAD))
    site.manage("seed_comments", "waiting", "--count", "100", "--pending", "100")
    for slug, count in sizes.items():
        print(f"Seeding {count:,} comments …", flush=True)
        site.manage("seed_comments", slug, "--count", str(count), "--seed", "1")
    return sizes


# A thread with room for a few: a first comment with answers beside each other.
FULL = """
from django.utils import timezone
from blog.models import Article
from comments.tree import tallies
from comments.models import Comment, Commenter, Discussion, Thread
discussion = Discussion.objects.create(article=Article.objects.get(slug="full"))
thread, now = Thread.objects.create(discussion=discussion), timezone.now()
common = dict(discussion=discussion, tree_id=thread.pk, commenter=Commenter.objects.create(name="Ana"))
common |= dict(name="Ana", source="Words.", html="<p>Words.</p>", status="approved", posted_at=now)
common |= dict(visible_at=now)
root = Comment.objects.bulk_create([Comment(lft=1, rght=2 * {count}, level=0, **common)])[0]
Comment.objects.bulk_create(
    Comment(lft=2 * n, rght=2 * n + 1, level=1, parent=root, in_reply_to=root, **common)
    for n in range(1, {count})
)
tallies.recount(discussion)
"""
IN_FULL_THREAD = 1_900  # comments; 2,000 are the most
LET_WAIT = """
from comments.tree import tallies, trees
from comments.models import Comment, Discussion
from django.db import transaction
discussion = Discussion.objects.get(article__slug="many")
with transaction.atomic():
    discussion = trees.hold([discussion.pk])[discussion.pk]
    discussion.comments.update(status="pending", visible_at=None, held_by="first_comments")
    tallies.recount(discussion)
"""


def let_wait(site: Site) -> None:
    """Let the 100,000 comments wait for review: quicker than as many more. The last row needs them."""
    print("Taking 100,000 approvals back …", flush=True)
    run(site, LET_WAIT)


def run(site: Site, program: str) -> str:
    """Run a few lines of Python on the site's data; return what they printed last."""
    return (site.manage("shell", "--no-imports", "-c", program).splitlines() or [""])[-1]

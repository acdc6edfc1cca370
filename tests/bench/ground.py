"""The site that is measured: the demo, and articles with as many made-up comments as a row needs."""

from tests.site import Site

SIZES = {"few": 32, "fifty": 50, "thousand": 1_000, "many": 100_000}
# In every order the first page of these begins with the same twenty threads of sixteen comments, so that
# a page of the large one shows as much as one of the small one: 220 comments, the most there can be.
ALIKE = ("thousand", "many", "million")
HEADS, IN_A_HEAD, FANS = 40, 16, 20  # threads, comments of each, reactions to the first of each
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
        heads = HEADS * IN_A_HEAD if slug in ALIKE else 0
        site.manage("seed_comments", slug, "--count", str(count - heads), "--seed", "1")
        if heads:
            run(site, HEAD.format(slug=slug, heads=HEADS, comments=IN_A_HEAD, fans=FANS))
    return sizes


# Half of them older than anything else, half newer; with more answers and more reactions.
HEAD = """
from datetime import timedelta
from django.utils import timezone
from comments.tree import tallies
from comments.models import Comment, Commenter, Discussion, Reaction, Thread
discussion, now = Discussion.objects.get(article__slug="{slug}"), timezone.now()
fans = Commenter.objects.bulk_create(Commenter(name="Ana") for _ in range({fans}))
for number in range({heads}):
    at = now + timedelta(seconds=number) - timedelta(days=60 * (number < {heads} // 2))
    common = dict(discussion=discussion, tree_id=Thread.objects.create(discussion=discussion).pk, name="Ana")
    common |= dict(commenter=fans[0], source="Words.", html="<p>Words of a comment like many.</p>")
    common |= dict(status="approved", posted_at=at, visible_at=at)
    root = Comment.objects.bulk_create([Comment(lft=1, rght=2 * {comments}, level=0, **common)])[0]
    Comment.objects.bulk_create(
        Comment(lft=2 * n, rght=2 * n + 1, level=1, parent=root, in_reply_to=root, **common)
        for n in range(1, {comments})
    )
    Reaction.objects.bulk_create(
        Reaction(discussion=discussion, comment=root, commenter=fan, kind="like", reacted_at=now)
        for fan in fans
    )
tallies.recount(discussion)
"""


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

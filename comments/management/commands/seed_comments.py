"""``seed_comments``: fill an article with made-up comments, for benches."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from blog.models import Article
from comments.tree.seeding import seed as sow


class Command(BaseCommand):
    help = "Fills an article with made-up comments; the same seed makes the same comments."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the article's address")
        parser.add_argument("--count", type=int, default=1_000, help="comments to make")
        parser.add_argument("--seed", type=int, default=1, help="start of the dice")
        parser.add_argument("--pending", type=int, default=0, help="how many of them wait")

    def handle(self, *, slug, count, seed, pending, **options):
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article {slug!r}.")
        if count < 1 or not 0 <= pending <= count:
            raise CommandError("--count must be at least 1, and --pending between 0 and --count.")

        def progress(batches):
            return tqdm(batches, unit="batch", disable=None)

        discussion = sow(
            article, count=count, seed=seed, pending=pending, now=timezone.now(), progress=progress
        )
        self.stdout.write(
            f"{count} comments in {discussion.thread_count} shown threads under “{article}”."
        )

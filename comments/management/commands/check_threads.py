"""``check_threads``: prove every tree and tally; with ``--fix``, mend what is wrong."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from comments.models import Discussion
from comments.tree.checking import check

SHOWN = 20  # problems told one by one; the rest are counted


class Command(BaseCommand):
    help = "Proves every tree and tally of the conversation; exits with 1 where something is wrong."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend what is wrong")

    def handle(self, *, fix, **options):
        problems = []
        discussions = Discussion.objects.order_by("pk")
        for discussion in tqdm(list(discussions), unit="discussion", disable=None):
            problems += check(discussion, fix=fix)
        for problem in problems[:SHOWN]:
            self.stdout.write(problem)
        if len(problems) > SHOWN:
            self.stdout.write(f"… and {len(problems) - SHOWN} more.")
        if not problems:
            self.stdout.write("Every tree and every tally is right.")
        elif fix:
            self._check_again(discussions)
        else:
            raise CommandError(f"{len(problems)} problems; run with --fix to mend them.")

    def _check_again(self, discussions):
        left = [problem for discussion in discussions for problem in check(discussion)]
        if left:
            raise CommandError(f"{len(left)} problems cannot be mended, the first: {left[0]}")
        self.stdout.write("Mended; every tree and every tally is right now.")

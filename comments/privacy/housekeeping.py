"""What the worker forgets every day: what about people has had its time, as the policy says."""

from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Ban, Comment, Commenter, Decision, Merge, Policy, Reaction, Report
from ..models.batch import UNDO_DAYS
from ..models.comment import Status
from ..tree import tallies, trees
from .erasing import erase_commenter

BATCH = 500  # rows a transaction


def erase_old_networks() -> None:
    """Empty the network hashes that are older than the policy keeps them, and what ended bans hit."""
    now = timezone.now()
    limit = now - Policy.kept_for("networks")
    for model, moment, place in (
        (Comment, "posted_at", "discussion"),
        (Reaction, "reacted_at", "discussion"),
        (Report, "reported_at", "comment__discussion"),
    ):
        old = model.objects.filter(network_hash__isnull=False, **{f"{moment}__lt": limit})
        _forget(old, place, network_hash=None)
    _forget_ended_bans(now)


def erase_old_reports() -> None:
    """
    Empty what readers added to reports that were answered longer ago than the policy keeps it.

    The rows stay: a comment that moderators let stand once is not taken down by reports (reporting.py).
    """
    limit = timezone.now() - Policy.kept_for("reports")
    old = Report.objects.settled().filter(settled_at__lt=limit).exclude(words="")
    _forget(old, "comment__discussion", words="")


def erase_old_spam() -> None:
    """
    Delete spam that nobody answered and that is older than the policy keeps it.

    What was called spam only lately is kept as long, so that the decision can be undone.
    """
    limit = timezone.now() - Policy.kept_for("spam")
    old = Comment.objects.unanswered().filter(status=Status.SPAM, posted_at__lt=limit)
    lately = Decision.objects.filter(
        comment=OuterRef("pk"), to_status=Status.SPAM, decided_at__gte=limit
    )
    old = old.exclude(Exists(lately))
    while pks := list(old.order_by("-level", "pk").values_list("pk", flat=True)[:BATCH]):
        _delete(pks)


def forget_merges() -> None:
    """Delete what it takes to part two guests who were merged, once that cannot be undone any more."""
    limit = timezone.now() - timedelta(days=UNDO_DAYS)
    Merge.objects.filter(merged_at__lt=limit).delete()


def finish_erasures() -> None:
    """Go on erasing those people where that broke off, with the process or the machine."""
    left = Comment.objects.filter(commenter__erased_at__isnull=False).exclude(html="")
    for person in Commenter.objects.filter(pk__in=left.order_by().values("commenter")):
        erase_commenter(person, by=None, now=timezone.now())


def _forget(rows, place: str, **emptied) -> None:
    """
    Empty columns of ``rows``, in short transactions under the lock of the discussion at ``place``.

    Without it, on PostgreSQL, rows that are updated here and in a tree that grows beside wait for
    each other in a circle.
    """
    for discussion in sorted(set(rows.order_by().values_list(place, flat=True))):
        pks = rows.filter(**{place: discussion}).order_by("pk").values_list("pk", flat=True)
        for some in batched(list(pks), BATCH):
            with transaction.atomic():
                trees.hold([discussion])
                rows.model.objects.filter(pk__in=some).update(**emptied)


def _forget_ended_bans(now: datetime) -> None:
    """A network, or one person's address, goes with its ban; patterns such as *@spam.test tell of nobody."""
    ended = Ban.objects.over(now)
    ended.exclude(network_hash="").update(network_hash="", forgotten_at=now)
    addresses = ended.exclude(email_pattern="").exclude(email_pattern__contains="*")
    addresses.update(email_pattern="", forgotten_at=now)


@transaction.atomic
def _delete(pks: list[int]) -> None:
    comments = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(comments.order_by().values_list("discussion", flat=True))
    changes = [change for pk in pks if (change := trees.uproot(pk))]
    tallies.record(changes, discussions)
    trees.clear_away(change.tree_id for change in changes)

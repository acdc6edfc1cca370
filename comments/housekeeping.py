"""What the worker forgets every day: networks and spam that have had their time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from . import tallies, trees
from .erasing import erase_commenter
from .models import Ban, Comment, Commenter, Decision, Policy, Reaction, Report
from .models.comment import Status

BATCH = 500  # comments a transaction


def erase_old_networks() -> None:
    """Empty the network hashes that are older than the policy keeps them, and those of ended bans."""
    now = timezone.now()
    limit = now - timedelta(days=Policy.current().networks_kept_days)
    for model, moment in (
        (Comment, "posted_at"),
        (Reaction, "reacted_at"),
        (Report, "reported_at"),
    ):
        old = model.objects.filter(network_hash__isnull=False, **{f"{moment}__lt": limit})
        old.update(network_hash=None)
    ended = Ban.objects.over(now).exclude(network_hash="")
    ended.update(network_hash="", forgotten_at=now)


def erase_old_spam() -> None:
    """
    Delete spam that nobody answered and that is older than the policy keeps it.

    What was called spam only lately is kept as long, so that the decision can be undone.
    """
    limit = timezone.now() - timedelta(days=Policy.current().spam_kept_days)
    old = Comment.objects.unanswered().filter(status=Status.SPAM, posted_at__lt=limit)
    lately = Decision.objects.filter(
        comment=OuterRef("pk"), to_status=Status.SPAM, decided_at__gte=limit
    )
    old = old.exclude(Exists(lately))
    while pks := list(old.order_by("-level", "pk").values_list("pk", flat=True)[:BATCH]):
        _delete(pks)


def finish_erasures() -> None:
    """Go on erasing those people where that broke off, with the process or the machine."""
    left = Comment.objects.filter(commenter__erased_at__isnull=False).exclude(html="")
    for person in Commenter.objects.filter(pk__in=left.order_by().values("commenter")):
        erase_commenter(person, by=None, now=timezone.now())


@transaction.atomic
def _delete(pks: list[int]) -> None:
    comments = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(comments.order_by().values_list("discussion", flat=True))
    changes = [change for pk in pks if (change := trees.uproot(pk))]
    tallies.record(changes, discussions)
    trees.clear_away(change.tree_id for change in changes)

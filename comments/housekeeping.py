"""What the worker forgets every day: networks and spam that have had their time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from . import tallies, trees
from .models import Comment, Decision, Policy, Reaction, Report
from .models.comment import Status

BATCH = 500  # comments a transaction


def erase_old_networks() -> None:
    """Empty the network hashes that are older than the policy keeps them."""
    limit = timezone.now() - timedelta(days=Policy.current().networks_kept_days)
    for model, moment in (
        (Comment, "posted_at"),
        (Reaction, "reacted_at"),
        (Report, "reported_at"),
    ):
        old = model.objects.filter(network_hash__isnull=False, **{f"{moment}__lt": limit})
        old.update(network_hash=None)


def erase_old_spam() -> None:
    """
    Delete spam that nobody answered and that is older than the policy keeps it.

    What was called spam only lately is kept as long, so that the decision can be undone.
    """
    limit = timezone.now() - timedelta(days=Policy.current().spam_kept_days)
    old = Comment.objects.filter(status=Status.SPAM, posted_at__lt=limit, children__isnull=True)
    lately = Decision.objects.filter(
        comment=OuterRef("pk"), to_status=Status.SPAM, decided_at__gte=limit
    )
    old = old.exclude(Exists(lately))
    while pks := list(old.order_by("-level", "pk").values_list("pk", flat=True)[:BATCH]):
        _delete(pks)


@transaction.atomic
def _delete(pks: list[int]) -> None:
    comments = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(comments.order_by().values_list("discussion", flat=True))
    changes = [trees.uproot(pk) for pk in pks]
    tallies.record([change for change in changes if change], discussions)

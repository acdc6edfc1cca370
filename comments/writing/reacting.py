"""Reacting: one reaction a person to a comment or to the article, changeable and withdrawable."""

from datetime import datetime, timedelta

from django.db import transaction

from blog.models import Article

from ..models import Ban, Comment, Commenter, Discussion, Reaction
from ..tree import tallies

WINDOW = timedelta(seconds=60)
MAX_BY_NETWORK = 60  # new or changed reactions a network in that window: a classroom, not a script


class NothingToReactTo(Exception):
    """The comment is not shown in this discussion (any more)."""


class OwnComment(Exception):
    """Nobody reacts to what they wrote themselves."""


class Banned(Exception):
    """This person or network may not take part at present."""


class TooManyReactions(Exception):
    """So many came from this network within WINDOW."""


@transaction.atomic
def react(
    *,
    article: Article,
    comment_id: int | None,
    commenter: Commenter,
    kind: str | None,
    now: datetime,
    network: str = "",
) -> Commenter:
    """
    Let ``commenter`` react to a comment, or where ``comment_id`` is None to the article.

    ``kind``: of Reaction.Kind; None withdraws. The same again changes nothing, so that a double click
    is one reaction. ``commenter`` may be new and unsaved; the stored row is returned.
    Raises NothingToReactTo, OwnComment, Banned, TooManyReactions; then nothing is stored.
    """
    Discussion.objects.get_or_create(article=article)
    discussion = Discussion.objects.locked().get(article=article)
    comment = _target(discussion, comment_id, commenter)
    if kind and Ban.objects.hitting(commenter, email="", network=network, now=now):
        raise Banned
    if kind and _is_flooded(network, now):
        raise TooManyReactions
    commenter = commenter.hold().settled()
    whose = {"discussion": discussion, "comment": comment, "commenter": commenter}
    if _store(whose, kind, {"network_hash": network or None, "reacted_at": now}):
        tallies.record_reaction(discussion, comment)
    return commenter


def _store(whose: dict, kind: str | None, change: dict) -> bool:
    """Bring this person's one reaction here to ``kind``. Return False where it was that already."""
    own = Reaction.objects.filter(**whose)
    if own.values_list("kind", flat=True).first() == kind:
        return False
    if kind is None:
        own.delete()
    else:
        Reaction.objects.update_or_create(**whose, defaults={"kind": kind, **change})
    return True


def _target(discussion: Discussion, pk: int | None, commenter: Commenter) -> Comment | None:
    """Return the comment, read under the lock; None for the article."""
    if pk is None:
        return None
    comment = discussion.comments.approved().filter(pk=pk).first()
    if comment is None:
        raise NothingToReactTo
    if comment.commenter_id == commenter.pk:
        raise OwnComment
    return comment


def _is_flooded(network: str, now: datetime) -> bool:
    if not network:
        return False
    recent = Reaction.objects.filter(network_hash=network, reacted_at__range=(now - WINDOW, now))
    return recent.order_by()[:MAX_BY_NETWORK].count() >= MAX_BY_NETWORK

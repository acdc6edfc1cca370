"""
Banning: whom a ban hits, and its end.

What becomes of what the banned said is an action like any other (batches.begin_on_banned).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..judging.words import STAR, matches
from ..models import Ban, Batch, Comment, Commenter, Policy
from ..people.moderators import moderators

NETWORK_BAN = timedelta(days=30)  # as long as networks are known; the household moves on


class Existing(StrEnum):
    """What becomes of what the banned said before."""

    LEAVE = "leave"
    REJECT_PENDING = "reject"
    ALL_SPAM = "spam"


@transaction.atomic
def ban(
    *,
    by,
    now: datetime,
    commenter: Commenter | None = None,
    email_pattern: str = "",
    network_hash: str = "",
    reason: str = "",
    ends_at: datetime | None = None,
) -> Ban:
    """
    Ban exactly one of a person, addresses (``*`` for anything) and a network; ``ends_at`` None: for good.

    Raises IntegrityError: for none of the three, or more than one.
    """
    hold([commenter.pk] if commenter else [])
    return Ban.objects.create(
        commenter=commenter,
        email_pattern=email_pattern.strip().casefold(),
        network_hash=network_hash,
        reason=reason,
        banned_by=by,
        banned_at=now,
        ends_at=ends_at,
    )


def hold(pks: Iterable[int]) -> list[Commenter]:
    """Lock these people: what they are just posting is stored before their ban, or meets it."""
    rows = Commenter.objects.select_for_update(no_key=True).filter(pk__in=list(pks))
    return list(rows.order_by("pk"))


@transaction.atomic
def ban_people(pks: Iterable[int], *, by, now: datetime, batch: Batch, reason: str = "") -> None:
    """Ban these people for good as a part of ``batch``; moderators and the banned are left alone."""
    banned = Ban.objects.in_force(now).filter(commenter__isnull=False, ends_at=None)
    staff = moderators().values("pk")
    people = Commenter.objects.filter(pk__in=[each.pk for each in hold(pks)])
    people = people.exclude(user__in=staff)
    Ban.objects.bulk_create(
        Ban(commenter=each, reason=reason, banned_by=by, banned_at=now, batch=batch)
        for each in people.exclude(pk__in=banned.values("commenter")).order_by("pk")
    )


def lift(ban: Ban, *, by, now: datetime) -> bool:
    """End a ban before its time. Return False where it was over already."""
    return ban.lift(by=by, now=now)


def lift_all_of(batch: Batch, *, by, now: datetime) -> None:
    """The bans of an action go with it."""
    Ban.objects.in_force(now).filter(batch=batch).update(lifted_at=now, lifted_by=by)


def impose_all_of(batch: Batch, *, lifted_at: datetime) -> None:
    """The bans that were lifted at that moment with their action hold once more."""
    lifted = Ban.objects.filter(batch=batch, lifted_at=lifted_at, forgotten_at=None)
    lifted.update(lifted_at=None, lifted_by=None)


def comments_hit_by(ban: Ban) -> QuerySet[Comment]:
    """Return what was said by those whom a ban hits, as far as it is still known."""
    if ban.commenter_id:
        return Comment.objects.filter(commenter=ban.commenter_id)
    if ban.network_hash:
        return Comment.objects.filter(network_hash=ban.network_hash)
    return Comment.objects.filter(email__in=_addresses_like(ban.email_pattern))


def approved_people_of(network_hash: str) -> QuerySet[Commenter]:
    """Return those who were approved and commented from this network: whom its ban would hit too."""
    if not network_hash:
        return Commenter.objects.none()
    there = Comment.objects.filter(network_hash=network_hash)
    people = Commenter.objects.filter(pk__in=there.values("commenter"))
    return people.filter(participations__approved_count__gt=0).distinct().order_by("pk")


def sentence_for_banned(ban: Ban) -> str:
    """Return when it ends and whom to ask. Why is between the moderators."""
    asked = Policy.current().ask_when_banned or _("the site's owner")
    if ban.ends_at is None:
        return _("It has no end. You can ask %(whom)s about it.") % {"whom": asked}
    until = date_format(localtime(ban.ends_at), "DATETIME_FORMAT")
    words = _("It ends on %(until)s. You can ask %(whom)s about it.")
    return words % {"until": until, "whom": asked}


def _addresses_like(pattern: str) -> list[str]:
    """Return the typed addresses that fit: the database narrows them down, the pattern decides."""
    rows = Comment.objects.exclude(email="").order_by()
    pieces = pattern.split(STAR)
    if len(pieces) == 1:
        rows = rows.filter(email__iexact=pattern)
    else:
        rows = rows.filter(email__istartswith=pieces[0], email__iendswith=pieces[-1])
    typed = rows.values_list("email", flat=True).distinct()
    return [address for address in typed.iterator() if matches(pattern, address)]

"""Banning: whom a ban hits, what it does to what they said, and its end."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .decisions import Outcome, Seen, decide
from .models import Ban, Comment, Commenter, Policy
from .models.comment import Status
from .words import STAR, matches

NETWORK_BAN = timedelta(days=30)  # as long as networks are known; the household moves on


class Existing(StrEnum):
    """What becomes of what the banned said before."""

    LEAVE = "leave"
    REJECT_PENDING = "reject"
    ALL_SPAM = "spam"


def ban(
    *,
    by,
    now: datetime,
    commenter: Commenter | None = None,
    email_pattern: str = "",
    network_hash: str = "",
    reason: str = "",
    ends_at: datetime | None = None,
    existing: str = Existing.LEAVE,
) -> tuple[Ban, Outcome]:
    """
    Ban exactly one of a person, addresses (``*`` for anything) and a network; ``ends_at`` None: for good.

    ``existing``: of Existing. Decided in batches after the ban holds, all under one batch of the log;
    the outcome says which comments. Raises IntegrityError: for none of the three, or more than one.
    """
    made = Ban.objects.create(
        commenter=commenter,
        email_pattern=email_pattern.strip().casefold(),
        network_hash=network_hash,
        reason=reason,
        banned_by=by,
        banned_at=now,
        ends_at=ends_at,
    )
    to, comments = _to_decide(made, existing)
    if to is None:
        return made, Outcome()
    seen = list(Seen.all_of(comments))
    return made, decide(seen, to=to, by=by, now=now, reason="ban")


def lift(ban: Ban, *, by, now: datetime) -> bool:
    """End a ban before its time. Return False where it was over already."""
    return ban.lift(by=by, now=now)


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


def _to_decide(ban: Ban, existing: str) -> tuple[Status | None, QuerySet[Comment]]:
    comments = comments_hit_by(ban)
    if existing == Existing.REJECT_PENDING:
        return Status.REJECTED, comments.pending()
    if existing == Existing.ALL_SPAM:
        return Status.SPAM, comments.exclude(status__in=[Status.SPAM, Status.WITHDRAWN])
    return None, comments.none()


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

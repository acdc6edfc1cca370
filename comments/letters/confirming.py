"""Proving that an address is somebody's: what a letter to it asked was answered from its mailbox."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from authors.models import User
from content import post
from content.models import Letter

from ..models import Comment, Commenter, Confirmation
from ..models.comment import Status
from ..models.commenter import new_token
from ..models.confirmation import HOUR
from ..people import following, merging

OUTCOMES_AN_HOUR = 5  # letters about decisions to one typed address: nobody's mailbox is flooded


class TooMany(Exception):
    """So many letters went to this address, or were asked for from this network, within an hour."""


@transaction.atomic
def ask(
    address: str, *, wish: dict, network: str, commenter: Commenter | None, now: datetime
) -> Confirmation:
    """
    Send the owner of ``address`` a letter that asks for ``wish``; empty: for their own page.

    What is stored and answered is the same for known and unknown addresses. Raises TooMany.
    """
    known = Confirmation.objects
    if known.too_many(address=address, network=network, now=now):
        raise TooMany
    asked = known.create(
        address=address, wish=wish, network_hash=network, commenter=commenter, asked_at=now
    )
    about = {"confirmation_id": asked.pk}
    post.enqueue("comments.letters.letters.confirm", about=about, now=now)
    return asked


@transaction.atomic
def confirm(pk: int, *, browser: Commenter | None, now: datetime) -> Commenter | None:
    """
    Let what was asked for hold; return whose it is, None where the asking is too old.

    ``browser``: whom the confirming browser's cookie names. Only where the same browser asked, its
    guest is the owner of the address: a link that is opened elsewhere proves the mailbox alone.
    """
    rows = Confirmation.objects.select_for_update(no_key=True)
    asked = rows.filter(pk=pk, asked_at__gt=now - Confirmation.KEPT).first()
    if asked is None:
        return None
    is_same = browser is not None and asked.commenter_id == browser.pk
    person = owner_of(asked.address, guest=browser if is_same else None, now=now)
    if asked.wish and asked.confirmed_at is None:
        wish = dict(asked.wish)
        rhythm = wish.pop("rhythm")
        following.follow(person, wish, rhythm=rhythm, now=now)
    asked.confirmed_at = asked.confirmed_at or now
    asked.save(update_fields=["confirmed_at"])
    return person


def owner_of(address: str, *, guest: Commenter | None, now: datetime) -> Commenter:
    """
    Return the person behind a proven address: an account, a guest who proved it, or somebody new.

    ``guest``: who is known to be the same; what they did becomes the owner's.
    """
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user:
        return Commenter(user=user, is_member=True, name=user.name).settled()
    known = Commenter.objects.with_mailbox(address).first()
    if guest is None or not _may_be(guest, address):
        return known or _proven(Commenter(token=new_token()), address)
    if known is None:
        return _proven(guest, address)
    if merging.can_merge(known, guest):
        return merging.merge(kept=known, gone=guest, by=None, now=now)
    return known


@transaction.atomic
def claim(comment: Comment, *, now: datetime) -> Commenter:
    """Answer "it is mine" from the mailbox that was typed with a comment; return whose it is now."""
    return owner_of(comment.email, guest=comment.commenter, now=now)


def disclaim(comment: Comment) -> None:
    """Answer "it is not mine": the typed address goes, and gets no letter about this person's words."""
    theirs = Comment.objects.filter(commenter=comment.commenter, email__iexact=comment.email)
    theirs.update(email="", is_to_be_told=False)


def may_be_told(email: str, *, now: datetime) -> bool:
    """Whether one more letter about a decision may go to this typed address."""
    lately = Comment.objects.filter(is_to_be_told=True, posted_at__gt=now - HOUR)
    return bool(email) and lately.filter(email__iexact=email).count() < OUTCOMES_AN_HOUR


def tell_outcomes(decided: list[tuple[Comment, str]], *, now: datetime) -> None:
    """Send the letters that writers asked for, within the transaction that decides; each once."""
    told = {Status.APPROVED, Status.REJECTED}
    for comment, to in decided:
        if comment.is_to_be_told and comment.status == Status.PENDING and to in told:
            about = {"comment_id": comment.pk}
            key = f"outcome-{comment.pk}"
            Letter.objects.filter(key=key).not_needed().update(key=None)  # undone before it went
            post.enqueue("comments.letters.letters.outcome", about=about, key=key, now=now)


def forget_confirmations() -> None:
    """Delete typed addresses once their links have expired."""
    limit = timezone.now() - Confirmation.KEPT
    Confirmation.objects.filter(asked_at__lt=limit).delete()


def _may_be(guest: Commenter, address: str) -> bool:
    """Whether nothing says that this guest is somebody else."""
    return guest.is_guest and (guest.verified_email or address).lower() == address.lower()


def _proven(guest: Commenter, address: str) -> Commenter:
    """Note the address as this guest's; return who has it where somebody was faster."""
    guest.verified_email = address
    try:
        with transaction.atomic():
            guest.save(update_fields=None if guest._state.adding else ["verified_email"])
    except IntegrityError:
        return Commenter.objects.with_mailbox(address).get()
    return guest

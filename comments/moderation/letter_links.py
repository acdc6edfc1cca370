"""
The links in letters to those who moderate: each opens one page for one person, without a password.

A link to decide is bound to a person, a comment and the wording that waited when it was sent; it works
for two days, and no longer than its person has the right, the address and the password of that moment.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from authors.models import User
from content.addresses import absolute

from ..models import Comment
from ..models.comment import Status
from .decisions import Seen

LIFE = timedelta(hours=48)  # a weekend; what waits longer is in the next letter
_deciding = signing.TimestampSigner(salt="comments.decide_by_letter")
_stopping = signing.Signer(salt="comments.stop_letters")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: for whom, and the comment as it waited when the letter was sent."""

    user: User
    comment: Comment
    seen: Seen

    @property
    def is_overtaken(self) -> bool:
        """Whether it was decided or edited since."""
        return Seen.of(self.comment) != self.seen


def to_decide(comment: Comment, *, user: User) -> str:
    """Return the address at which ``user`` decides on ``comment`` as it is now."""
    token = _deciding.sign_object([user.pk, comment.pk, comment.text_version, _key(user)])
    return absolute(reverse("comments:decide_by_letter", args=[token]))


def open_to_decide(token: str) -> Opened | None:
    """Return what it opens; None alike for a forged one, an old one, and one whose person may no more."""
    try:
        user_pk, pk, version, key = _deciding.unsign_object(token, max_age=LIFE)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None or not constant_time_compare(key, _key(user)):
        return None
    comments = Comment.objects.moderated_by(user).select_related(
        "discussion__article", "commenter", "in_reply_to__commenter"
    )
    comment = comments.filter(pk=pk).first()
    return Opened(user, comment, Seen(pk, Status.PENDING, version)) if comment else None


def to_stop(user: User) -> str:
    """Return the address that stops these letters. It works for ever: nobody signs in for that."""
    return absolute(reverse("comments:stop_letters", args=[_stopping.sign_object(user.pk)]))


def open_to_stop(token: str) -> User | None:
    try:
        return User.objects.filter(pk=_stopping.unsign_object(token)).first()
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _key(user: User) -> str:
    """Return what changes with the password and with the address that letters go to."""
    value = f"{user.password} {user.email}"
    return salted_hmac("comments.letter_links", value, algorithm="sha256").hexdigest()[:16]

"""Links in letters: signed, each for one purpose, and good for a time."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from content.addresses import absolute

from ..models import Comment, Commenter, Confirmation

MY_PAGE_FOR = timedelta(days=30)
OUTCOME_FOR = timedelta(days=30)
_LIFETIMES = {
    "me": MY_PAGE_FOR,
    "confirm": Confirmation.KEPT,
    "my_comment": OUTCOME_FOR,
    "stop": None,  # a letter of years ago must still be able to end what sends it
}


def my_page(person: Commenter) -> str:
    return _link("me", person.pk)


def confirm(confirmation: Confirmation) -> str:
    return _link("confirm", confirmation.pk)


def my_comment(comment: Comment) -> str:
    return _link("my_comment", comment.pk)


def stop(person: Commenter, what: str, pk: int = 0) -> str:
    """``what``: "comment" or "article" with its pk: all that told of it; "digest": all that tells later."""
    return _link("stop", [person.pk, what, pk])


def opened(purpose: str, token: str):
    """Return what was sealed for this purpose; None where it was not, or too long ago."""
    lifetime = _LIFETIMES[purpose]
    try:
        return signing.loads(token, salt=_salt(purpose), max_age=lifetime)
    except signing.BadSignature:
        return None


def _link(purpose: str, value) -> str:
    token = signing.dumps(value, salt=_salt(purpose))
    return absolute(reverse(f"comments:{purpose}", args=[token]))


def _salt(purpose: str) -> str:
    return f"comments.links.{purpose}"

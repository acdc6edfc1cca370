"""By what readers' browsers tell one writer from another, where nothing leads back to the person."""

from django.utils.crypto import salted_hmac

from ..models import Comment

SALT = "comments.fingerprint"
LENGTH = 12  # hexadecimal digits: no two of a million writers share one, by all odds


def fingerprint(comment: Comment) -> str:
    """
    Return the same for all comments of one account, and of one guest under one name.

    A guest who writes under a second name is somebody else to readers; somebody else who types the
    same name is, too. Needs ``comment.commenter``.
    """
    person = comment.commenter
    name = "" if person.is_member else " ".join(comment.name.casefold().split())
    return salted_hmac(SALT, f"{person.pk}:{name}", algorithm="sha256").hexdigest()[:LENGTH]

"""When a form was fetched, signed into the form itself: sooner than a hand could, no hand sends it."""

from datetime import datetime

from django.core import signing

SALT = "comments.form"


def seal(now: datetime) -> str:
    """Return the moment as a form carries it. It never expires: a form may stay open for days."""
    return signing.dumps(int(now.timestamp()), salt=SALT)


def seconds_since(sealed: str, *, now: datetime) -> int:
    """Return the whole seconds since then; 0 where there is no seal, or none of ours."""
    try:
        return max(int(now.timestamp()) - signing.loads(sealed, salt=SALT), 0)
    except signing.BadSignature:
        return 0

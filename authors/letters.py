"""The letters to people with accounts: each is asked for here, and composed when it is sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from content import post
from content.addresses import absolute

from .models import User

RESET_PAUSE = timedelta(minutes=5)  # between two letters: nobody can flood somebody's mailbox


def send_password_reset(email: str, *, now: datetime) -> None:
    """For an address that nobody here has, asking takes as long and leaves as much: nothing is sent."""
    user_id = User.objects.filter(email=email, is_active=True).values_list("pk", flat=True).first()
    pause = int(now.timestamp() // RESET_PAUSE.total_seconds())
    digest = salted_hmac("authors.password_reset", email, algorithm="sha256").hexdigest()
    key = f"{digest}-{pause}"
    about = {"user_id": user_id}
    post.enqueue("authors.letters.password_reset", about=about, key=key, now=now)


def send_invitation(user: User, *, now: datetime) -> None:
    post.enqueue("authors.letters.invitation", about={"user_id": user.pk}, now=now)


def password_reset(*, user_id: int | None) -> post.Composed | None:
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    return _to(user, "account_password_reset") if user else None


def invitation(*, user_id: int) -> post.Composed | None:
    """Say nothing to those who have a password by now, or are no longer welcome."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or user.has_usable_password():
        return None
    return _to(user, "account_invitation")


def password_link(user: User) -> str:
    """Return the address at which ``user`` sets a password, once, within PASSWORD_RESET_TIMEOUT."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return absolute(reverse("account:password_reset_confirm", args=[number, token]))


def _to(user: User, template: str) -> post.Composed:
    link = password_link(user)
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    context = {"user": user, "link": link, "days": days}
    return post.Composed(
        to=user.email, template=template, context=context, secrets=(link,), is_asked_for=True
    )

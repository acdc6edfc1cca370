"""The letters to people with accounts, one function each; the worker sends them."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.mail import send_mail
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from content.addresses import absolute

from .models import User

RESET_PAUSE = 300  # seconds between two letters to one person: nobody can flood somebody's mailbox


@task()
def password_reset_letter(user_id: int | None) -> None:
    """None is an address that nobody here has: asking takes as long, and nothing is sent."""
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user and cache.add(f"password-reset-letter-{user.pk}", 1, RESET_PAUSE):
        _send(user, "account_password_reset")


@task()
def invitation_letter(user_id: int) -> None:
    """Say nothing to those who have a password by now, or are no longer welcome."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user and not user.has_usable_password():
        _send(user, "account_invitation")


def password_link(user: User) -> str:
    """Return the address at which ``user`` sets a password, once, within PASSWORD_RESET_TIMEOUT."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return absolute(reverse("account:password_reset_confirm", args=[number, token]))


def _send(user: User, name: str) -> None:
    context = {
        "user": user,
        "link": password_link(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    subject = " ".join(render_to_string(f"emails/{name}_subject.txt", context).split())
    text = render_to_string(f"emails/{name}.txt", context)
    html = render_to_string(f"emails/{name}.html", context)
    send_mail(subject, text, None, [user.email], html_message=html)

"""Inviting somebody: an account without a password, and a letter with a link to set one."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from content.markup import clean_line

from .letters import send_invitation
from .models import Author, User

WRITING_ROLE = "Author"  # the group whose members write, so they get a profile to sign with


@transaction.atomic
def invite(*, email: str, name: str, role: str = "", is_superuser: bool = False) -> User:
    """
    Make an account and send the letter; invite again who is invited and has not answered.

    ``role`` is the name of a group, "" for none; only people with a role may use the admin.
    Raises ValidationError: the address is none or has a password already, or the role is unknown.
    """
    email = email.strip().lower()
    validate_email(email)
    group = _group(role) if role else None
    user = User.objects.filter(email=email).first()
    if user and user.has_usable_password():
        raise ValidationError(_("Somebody with this address is here already."))
    if user is None:
        user = _new_user(email, clean_line(name))
    if is_superuser:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    if group:
        join(user, group)
    send_invitation(user, now=timezone.now())
    return user


def join(user: User, group: Group) -> None:
    """Give ``user`` a role, and a profile where the role is to write."""
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    user.groups.add(group)
    if group.name == WRITING_ROLE:
        make_profile(user)


def make_profile(user: User) -> Author:
    """Return the profile ``user`` signs with, made now where there is none."""
    author = Author.objects.filter(user=user).first()
    return author or Author.objects.create(user=user, name=user.name, slug=_free_slug(user.name))


def _new_user(email: str, name: str) -> User:
    user = User(email=email, name=name)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    return user


def _group(role: str) -> Group:
    group = Group.objects.filter(name__iexact=clean_line(role)).first()
    if group is None:
        known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
        raise ValidationError(_("There is no role “%s”. There are: %s.") % (role, known or "–"))
    return group


def _free_slug(name: str) -> str:
    stem = slugify(name, allow_unicode=True)[:90] or "author"
    taken = set(Author.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    free = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(slug for slug in free if slug not in taken)

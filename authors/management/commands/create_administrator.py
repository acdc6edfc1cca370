"""Make an administrator: the first one, or one for somebody who locked everybody out."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from authors.invitations import invite
from authors.models import User


class Command(BaseCommand):
    help = "Make an administrator, who may do everything. Asks for a password, or mails a link."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="else what stands before the @")
        parser.add_argument(
            "--invite", action="store_true", help="mail a link to set the password instead"
        )

    def handle(self, *args, email, name, **options):
        name = name or email.partition("@")[0]
        try:
            if options["invite"]:
                user = invite(email=email, name=name, is_superuser=True)
                self.stdout.write(f"{user.email} is invited; the worker sends the letter.")
            else:
                user = create_administrator(email, name)
                self.stdout.write(f"{user.email} may sign in now.")
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error


def create_administrator(email: str, name: str) -> User:
    """Ask for a password twice. Raises ValidationError: weak, mistyped, or the address is taken."""
    user = User(email=email.strip().lower(), name=name, is_staff=True, is_superuser=True)
    user.full_clean(exclude=["password"])
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Password (again): "):
        raise ValidationError("The two passwords differ.")
    validate_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save()
    return user

"""Invite somebody by mail."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from authors.invitations import invite


class Command(BaseCommand):
    help = "Make an account without a password and mail a link to set one."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="shown beside articles and comments")
        parser.add_argument(
            "--role", required=True, help="Administrator, Editor, Author or Moderator"
        )

    def handle(self, *args, email, name, role, **options):
        try:
            user = invite(email=email, name=name, role=role)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.name} is invited as {role}; the worker sends the letter.")

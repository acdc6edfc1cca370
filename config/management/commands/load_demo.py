from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import demo


class Command(BaseCommand):
    help = "Puts articles, pictures and a conversation to try things on into an empty site."

    def handle(self, *args, **options):
        try:
            is_new = demo.load(timezone.now())
        except demo.Refused as refusal:
            raise CommandError(refusal) from None
        if options["verbosity"]:
            self.stdout.write("The demo is loaded." if is_new else "The demo was there already.")

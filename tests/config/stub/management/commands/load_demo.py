from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Stands for the demo where a test is about the start, not about the demo."

    def handle(self, **options):
        pass

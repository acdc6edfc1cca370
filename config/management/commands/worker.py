from django.core.management.base import BaseCommand

from config import worker


class Command(BaseCommand):
    help = "Carry out tasks (letters, housekeeping) until stopped. Several may run at once."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1, help="Seconds between looks.")

    def handle(self, *, interval, **options):
        worker.work(interval=interval)

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config import backups


class Command(BaseCommand):
    help = "Copy the SQLite database into DATA_DIR/backups, while it is in use."
    requires_system_checks = []

    def handle(self, **options):
        if connection.vendor != "sqlite":
            raise CommandError("This site's data are in PostgreSQL; copy them with pg_dump.")
        database = Path(connection.settings_dict["NAME"])
        if not database.exists():
            raise CommandError(f"There is no database at {database}.")
        copy = backups.back_up(
            database, directory=settings.DATA_DIR / "backups", now=timezone.now()
        )
        self.stdout.write(f"{copy}")

from django.core.management.base import BaseCommand, CommandError

from blog.search import changes, index, server


class Command(BaseCommand):
    help = "Make the index of the search anew; the site may run meanwhile."

    def handle(self, **options):
        index.rebuild()
        if server.is_wanted():
            self.fill_server()
        self.stdout.write("The index of the search is made anew.")

    def fill_server(self):
        try:
            changes.rebuild()
        except server.FaultError as error:
            raise CommandError(
                f"The database's index is made anew; the search server does not answer: {error}"
            ) from error

from django.core.management.base import BaseCommand

from blog.search import index


class Command(BaseCommand):
    help = "Make the index of the search anew; the site may run meanwhile."

    def handle(self, **options):
        index.rebuild()
        self.stdout.write("The index of the search is made anew.")

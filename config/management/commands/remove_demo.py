from django.core.management.base import BaseCommand, CommandError

from config import demo


class Command(BaseCommand):
    help = "Removes what load_demo made, and keeps what you added."

    def add_arguments(self, parser):
        parser.add_argument(
            "--others-too",
            action="store_true",
            help="also delete comments that others posted under the demo's articles",
        )

    def handle(self, *args, others_too, **options):
        try:
            told = demo.remove(others_too=others_too)
        except demo.OthersSpoke as spoke:
            raise CommandError(
                f"Under the demo's articles stand comments that are not the demo's: {spoke}. They "
                "would go with it. Nothing was removed; add --others-too if that is what you want "
                '(make demo-remove ARGS="--others-too").'
            ) from spoke
        if options["verbosity"]:
            for sentence in [*told, "The demo is removed."]:
                self.stdout.write(sentence)

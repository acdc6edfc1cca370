from django.core.management.base import BaseCommand
from tqdm import tqdm

from content import texts
from content.renditions import forget_lost, lacking, render


class Command(BaseCommand):
    help = (
        "Makes the renditions that pictures lack, or whose files are gone, here and now; the worker "
        "does so once a day."
    )

    def handle(self, **options):
        forget_lost()
        images = list(lacking())
        done = sum(render(image) for image in tqdm(images, disable=None))
        texts.dress_all()
        self.stdout.write(f"{done} of {len(images)} pictures that lacked renditions have them now.")

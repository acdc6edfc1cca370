from django.core.management.base import BaseCommand
from tqdm import tqdm

from content import texts
from content.renditions import lacking, render


class Command(BaseCommand):
    help = "Makes the renditions that pictures lack, here and now; the worker does so once a day."

    def handle(self, **options):
        images = list(lacking())
        done = sum(render(image) for image in tqdm(images, disable=None))
        texts.dress_all()
        self.stdout.write(f"{done} of {len(images)} pictures that lacked renditions have them now.")

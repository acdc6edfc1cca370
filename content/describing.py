"""What a text says of its pictures, the library learns where it knows nothing of them yet."""

from django.conf import settings

from .markup import survey
from .models import Image


def describe_pictures(*, source: str) -> None:
    """Give the pictures in a text their description from there, those that have none."""
    described = {
        address.removeprefix(settings.MEDIA_URL): alt
        for address, alt in survey(source).described.items()
        if address.startswith(settings.MEDIA_URL)
    }
    if not described:
        return
    longest = Image._meta.get_field("alt").max_length
    images = list(Image.objects.filter(file__in=described, alt=""))
    for image in images:
        image.alt = described[image.file.name][:longest]
    Image.objects.bulk_update(images, ["alt"])

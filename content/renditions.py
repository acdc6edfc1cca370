"""
Renditions: a picture at the sizes that pages show. Made by the worker, never while a reader waits.

An Image names those that exist, under a key that is new with every making: a making that is killed,
or that comes too late, leaves files that no row names, and these go with the housekeeping.
"""

import logging
import secrets
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from django.tasks import task
from PIL import Image as Pillow
from pilkit.processors import ResizeToFill
from pilkit.utils import process_image

from . import texts
from .models import Image
from .shapes import SHAPES, Plan, height_of, rendition_name

QUALITY = 80  # of WebP; beside the original at 86 eyes see no difference
_log = logging.getLogger("rejoinder.content")


@task
def make_renditions(image_id: int) -> None:
    """Make what the picture lacks; where it is gone or lacks nothing, do nothing."""
    image = Image.objects.filter(pk=image_id).first()
    if image and not image.is_rendered:
        render(image)


def enqueue(image: Image) -> None:
    """Have the worker make what the picture lacks, once the transaction around this is through."""
    if not image.is_rendered:
        make_renditions.enqueue(image.pk)


def enqueue_missing() -> None:
    """Have the worker make all that is missing: what a killed worker left, a new size, a lost file."""
    forget_lost()
    for image in lacking():
        enqueue(image)
    texts.dress_all()


def lacking() -> Iterator[Image]:
    """Yield the pictures that lack renditions."""
    return (image for image in Image.objects.order_by("pk").iterator() if not image.is_rendered)


def forget_lost() -> None:
    """
    Let no row and no text name a rendition whose file is gone: pages show the original until it is made.

    The row is read before the files are looked for: those of a making that came between have another
    key. Where the original is gone as well (a folder that is not mounted), the row stays as it is.
    """
    for image in [image for image in Image.objects.order_by("pk").iterator() if _is_lost(image)]:
        same = Image.objects.filter(pk=image.pk, rendition_key=image.rendition_key)
        if same.update(renditions={}):
            texts.dress_those_with(image.file.name)
            _log.info("renditions of picture %s are gone; they are made anew", image.pk)


def render(image: Image) -> bool:
    """
    Make the picture's renditions and show them; return whether that was done.

    It is not where the original is missing or broken, or where the row was changed meanwhile: that
    change brings a making of its own. Nothing is left behind then.
    """
    key, planned = secrets.token_hex(4), image.planned_renditions
    made: list[str] = []
    try:
        _draw(image, key, planned, made)
        is_shown = _show(image, key, planned)
    except (OSError, ValueError) as error:
        _log.warning("no renditions of picture %s: %s", image.pk, error)
        is_shown = False
    except BaseException:
        erase(image.file.storage, made)
        raise
    if not is_shown:
        erase(image.file.storage, made)
    return is_shown


def erase(storage, names: list[str]) -> None:
    """Delete files."""
    for name in names:
        storage.delete(name)


def _is_lost(image: Image) -> bool:
    storage, (original, *made) = image.file.storage, image.file_names()
    return storage.exists(original) and not all(map(storage.exists, made))


def _draw(image: Image, key: str, planned: Plan, made: list[str]) -> None:
    """Draw each rendition from the decoded original, which is read once; note the names in ``made``."""
    storage = image.file.storage
    with storage.open(image.file.name) as file, Pillow.open(file) as picture:
        picture.load()
        for shape in SHAPES:
            for width in planned[shape]:
                name = rendition_name(image.file.name, key, shape, width)
                size = (width, height_of(shape, width, picture.size))
                made.append(storage.save(name, drawn(picture, size, image.focus)))


def drawn(picture: Pillow.Image, size: tuple[int, int], focus: tuple[float, float]) -> ContentFile:
    """
    Return the picture as WebP of ``size``, cropped where its proportions differ.

    What lies at a third of the picture lies at a third of the crop, as CSS' ``object-position`` has
    it: so the focal point is always inside.
    """
    crop = ResizeToFill(*size, anchor=focus, upscale=False)
    file = process_image(picture, [crop], "WEBP", options={"quality": QUALITY, "method": 4})
    return ContentFile(file.read())


@transaction.atomic
def _show(image: Image, key: str, planned: Plan) -> bool:
    """Name the renditions in the row, unless it is another by now, and put them into texts."""
    x, y = image.focus
    same = Image.objects.filter(
        pk=image.pk, file=image.file.name, focal_x=x, focal_y=y, rendition_key=image.rendition_key
    )
    if not same.update(renditions=planned, rendition_key=key):
        return False
    image.renditions, image.rendition_key = planned, key
    texts.dress_those_with(image.file.name)
    return True

"""What content cleans up once a day: files of pictures that nothing names, and letters long sent."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from . import renditions, shapes, texts
from .models import Image, Letter

GRACE = timedelta(days=1)  # an upload's file is written before its row is committed
FOLDER = "images"
# Only names that content.models.image_path and shapes.rendition_name give: what an owner puts there
# by hand stays.
_OURS = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{8}-[a-z]+-\d+)?\.[a-z]{3,4}")
_log = logging.getLogger("rejoinder.content")


def make_missing_renditions() -> None:
    """Have made what is missing, as after a worker was killed, or a backup without them came back."""
    renditions.enqueue_missing()


def erase_orphaned_files() -> int:
    """
    Delete pictures' files that no Image has, no text names and that are older than a day.

    Return how many.
    """
    storage = Image._meta.get_field("file").storage
    before = timezone.now() - GRACE
    named = texts.mentions(older=True).keys()
    erased = 0
    for names in _folders(storage):
        for name in set(names) - _kept(names) - named:
            erased += _erase(storage, name, before)
    if erased:
        _log.info("erased %d orphaned files", erased)
    return erased


def forget_letters(*, kept: timedelta) -> None:
    """Delete the rows of letters that were sent, or not needed, long ago; what was given up stays longer."""
    now = timezone.now()
    Letter.objects.over().filter(finished_at__lt=now - kept).delete()
    given_up = Letter.objects.filter(state=Letter.State.GIVEN_UP)
    given_up.filter(finished_at__lt=now - 3 * kept).delete()


def _folders(storage) -> Iterator[list[str]]:
    """Yield the names of pictures' files, a folder at a time."""
    for top in (FOLDER, shapes.FOLDER):
        if not storage.exists(top):
            continue
        for folder in storage.listdir(top)[0]:
            files = storage.listdir(f"{top}/{folder}")[1]
            yield [f"{top}/{folder}/{name}" for name in files if _OURS.fullmatch(name)]


def _kept(names: list[str]) -> set[str]:
    """Return the files that an Image of this folder has."""
    folders = {name.split("/")[1] for name in names}
    return {
        name
        for folder in folders
        for image in Image.objects.filter(file__startswith=f"{FOLDER}/{folder}/")
        for name in image.file_names()
    }


def _erase(storage, name: str, before: datetime) -> bool:
    try:
        if storage.get_modified_time(name) > before:
            return False
        storage.delete(name)
    except FileNotFoundError:  # somebody else was faster
        return False
    return True

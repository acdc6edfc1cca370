"""What content cleans up once a day: files of pictures that no row names, and letters long sent."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Image, Letter

GRACE = timedelta(days=1)  # an upload's file is written before its row is committed
FOLDER = "images"
LETTERS_KEPT = timedelta(days=30)  # long enough to look into one that did not arrive
# Only names that content.models.image_path gives: what an owner puts there by hand stays.
_OURS = re.compile(r"[0-9a-f]{32}\.[a-z]{3,4}")
_log = logging.getLogger("rejoinder.content")


def erase_orphaned_files() -> int:
    """Delete pictures' files that no Image names and that are older than a day; return how many."""
    storage = Image._meta.get_field("file").storage
    before = timezone.now() - GRACE
    erased = 0
    for names in _folders(storage):
        kept = set(Image.objects.filter(file__in=names).values_list("file", flat=True))
        for name in set(names) - kept:
            erased += _erase(storage, name, before)
    if erased:
        _log.info("erased %d orphaned files", erased)
    return erased


def forget_letters(*, kept: timedelta = LETTERS_KEPT) -> None:
    """Delete the rows of letters that were sent, or not needed, long ago; what was given up stays longer."""
    now = timezone.now()
    Letter.objects.over().filter(finished_at__lt=now - kept).delete()
    given_up = Letter.objects.filter(state=Letter.State.GIVEN_UP)
    given_up.filter(finished_at__lt=now - 3 * kept).delete()


def _folders(storage) -> Iterator[list[str]]:
    """Yield the names of pictures' files, a folder at a time."""
    if not storage.exists(FOLDER):
        return
    for folder in storage.listdir(FOLDER)[0]:
        files = storage.listdir(f"{FOLDER}/{folder}")[1]
        yield [f"{FOLDER}/{folder}/{name}" for name in files if _OURS.fullmatch(name)]


def _erase(storage, name: str, before: datetime) -> bool:
    try:
        if storage.get_modified_time(name) > before:
            return False
        storage.delete(name)
    except FileNotFoundError:  # somebody else was faster
        return False
    return True

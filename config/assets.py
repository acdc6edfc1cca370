"""Static files are collected and compressed only when one of them, or what makes them, has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from . import locks


def collect_where_changed() -> bool:
    """Collect static files where STATIC_ROOT is not up to date, and say whether it was done."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.parent / f"{root.name}.stamp"
    with locks.held(root.parent / f"{root.name}.lock", wait=True):
        wanted = fingerprint()
        if stamp.exists() and stamp.read_text() == wanted and root.is_dir():
            return False
        _forget_copies(root)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)
        return True


def _forget_copies(root: Path) -> None:
    """
    Delete the copies under plain names: `collectstatic` takes a newer copy for the same file.

    Files under hashed names stay, since pages of a server that still runs refer to them.
    """
    for finder in get_finders():
        for path, _ in finder.list([]):
            (root / path).unlink(missing_ok=True)


def fingerprint() -> str:
    """Return what changes whenever a static file appears, goes, grows, moves or is written anew."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return digest.hexdigest()

"""One server for one folder of data, and one at a time who does a piece of set-up."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where nothing warns of a second run
    fcntl = None


class TakenError(Exception):
    """Another process holds the lock; the text is its id, where it said so."""


@contextlib.contextmanager
def held(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock ``path``; a process that ends in any way lets it go. Raises TakenError: unless wait."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "a+") as file:
        _lock(file, wait=wait)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock(file, *, wait: bool) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError as error:
        file.seek(0)
        raise TakenError(file.read().strip()) from error

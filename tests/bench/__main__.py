"""Start the real server on seeded data, measure each row of the table, print it, write it as JSON."""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django

from tests import postgresql
from tests.site import ROOT, Site, running

from . import deeds, ground, load, pages, searching
from .table import Row, show, write

JSON = ROOT / "build" / "bench.json"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # the server is started by the command of `make run`
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument(
        "--large", action="store_true", help="also an article of 1,000,000 comments"
    )
    parser.add_argument("--json", type=Path, default=JSON, help="where to write the figures")
    options = parser.parse_args()
    if load.wrk() is None:
        print(load.MISSING)
        return 1
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgresql.running()) if options.postgres else ""
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        site = stack.enter_context(running(Path(directory, "data"), database_url=url))
        rows = list(_every_row(site, options))
    print(f"\n{'PostgreSQL' if options.postgres else 'SQLite'}\n{show(rows)}")
    write(rows, options.json)
    return 0


def _every_row(site: Site, options) -> Iterator[Row]:
    ground.lay(site, million=options.large)
    started = time.monotonic()
    for rows in (
        lambda: pages.kept_against_constant(site, "≥ 1" if options.postgres else "≥ 2"),
        lambda: pages.made_pages(site),
        lambda: pages.orders(site),
        lambda: pages.orders(site, "million") if options.large else (),
        lambda: pages.queries(site),
        lambda: deeds.posting(site),
        lambda: [deeds.worst_post(site)],
        lambda: [pages.weight(site)],
        lambda: pages.memory(site),
        lambda: searching.searches(site),
        lambda: deeds.moderating(site),
    ):
        for row in rows():
            print(
                f"{time.monotonic() - started:4.0f} s  {row.name}: {row.value:,.2f} {row.unit}",
                flush=True,
            )
            yield row


if __name__ == "__main__":
    sys.exit(main())

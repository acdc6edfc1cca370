"""`make test`: the suite on SQLite, on PostgreSQL, and in a browser on both; all parts, whatever fails."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests import chromium, postgresql

PROCESSES = ["-n", "2", "--dist", "loadfile"]
NOT_IN_BROWSER = ["-m", "not browser", *PROCESSES]
WITHOUT_SERVERS = ["-m", "not browser and not server and not slow", *PROCESSES]
# Real servers take their time, and the browser tests start one; of what is slow, only what the
# database has a part in (races) is worth a second run.
ON_POSTGRESQL = ["-m", "not browser and not server and (not slow or django_db)", *PROCESSES]
IN_BROWSER = ["-m", "browser", "-n", "0"]
# Looks do not depend on the database; stories do.
STORIES_IN_BROWSER = ["-m", "browser and not look", "-n", "0"]
FINISHED = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


@dataclass
class Part:
    """One run of pytest and what became of it."""

    name: str
    selection: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    code: int = pytest.ExitCode.INTERNAL_ERROR
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def run(self, arguments: list[str]) -> None:
        print(f"\n=== {self.name} ===", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            report = Path(directory, "report.xml")
            command = [sys.executable, "-m", "pytest", *self.selection, f"--junit-xml={report}"]
            self.code = subprocess.run(
                [*command, *arguments], env=os.environ | self.environment
            ).returncode
            self._count(report)

    def refuse(self, reason: str) -> None:
        """Fail without running: what the part needs is not here."""
        print(f"\n=== {self.name} ===\n{reason}", flush=True)
        self.failed += 1

    def _count(self, report: Path) -> None:
        """Take the figures from pytest's report; a run that broke off without one counts as failed."""
        if self.code not in (
            pytest.ExitCode.OK,
            pytest.ExitCode.TESTS_FAILED,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            self.failed += 1
        if not report.exists():
            return
        for suite in ElementTree.parse(report).iter("testsuite"):
            bad = int(suite.get("failures")) + int(suite.get("errors"))
            self.failed += bad
            self.skipped += int(suite.get("skipped"))
            self.passed += int(suite.get("tests")) - bad - int(suite.get("skipped"))


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--fast"]:
        parts = [Part("SQLite", WITHOUT_SERVERS)]
        parts[0].run(arguments[1:])
    else:
        parts = list(_every_part(arguments))
    return _conclude(parts)


def _every_part(arguments: list[str]) -> Iterator[Part]:
    yield _run(Part("SQLite", NOT_IN_BROWSER), arguments)
    program = chromium.path() or chromium.install()
    yield _run(Part("Browser on SQLite", IN_BROWSER), arguments, program)
    with contextlib.ExitStack() as stack:
        on_postgresql = {"TEST_DATABASE_URL": stack.enter_context(postgresql.running())}
        yield _run(Part("PostgreSQL", ON_POSTGRESQL, on_postgresql), arguments)
        stories = Part("Browser on PostgreSQL", STORIES_IN_BROWSER, on_postgresql)
        yield _run(stories, arguments, program)


def _run(part: Part, arguments: list[str], program: str | None = "") -> Part:
    if program is None:
        part.refuse(chromium.MISSING)
    else:
        part.run(arguments)
    return part


def _conclude(parts: list[Part]) -> int:
    """Print the figures of each part and, as the last line, their sum; return the exit code."""
    print()
    for part in parts:
        print(f"{part.name + ':':<24}{part.passed:>6} passed {part.failed:>4} failed")
    passed, failed, skipped = (
        sum(getattr(part, figure) for part in parts) for figure in ("passed", "failed", "skipped")
    )
    codes = {part.code for part in parts}
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    if codes == {pytest.ExitCode.NO_TESTS_COLLECTED}:
        return pytest.ExitCode.NO_TESTS_COLLECTED
    return (
        0 if not failed and codes <= {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} else 1
    )


if __name__ == "__main__":
    # So that what was started is stopped, too, when somebody ends the suite.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))

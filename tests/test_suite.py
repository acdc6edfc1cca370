"""What `make test` makes of the runs of pytest it starts."""

import subprocess

import pytest

from tests import chromium, suite
from tests.suite import Part

CODES = pytest.ExitCode


def make_part(code=CODES.OK, *, passed=0, failed=0):
    return Part("part", [], code=code, passed=passed, failed=failed)


@pytest.mark.parametrize(
    ("parts", "code", "closing"),
    [
        ([make_part(passed=3), make_part(passed=4)], 0, "7 passed, 0 failed"),
        ([make_part(passed=3), make_part(CODES.NO_TESTS_COLLECTED)], 0, "3 passed, 0 failed"),
        ([make_part(CODES.NO_TESTS_COLLECTED)] * 2, 5, "0 passed, 0 failed"),
        (
            [make_part(CODES.TESTS_FAILED, passed=2, failed=1), make_part(passed=4)],
            1,
            "6 passed, 1 failed",
        ),
        ([make_part(CODES.INTERRUPTED), make_part(passed=4)], 1, "4 passed, 0 failed"),
    ],
)
def test_last_line_and_exit_code_tell_of_all_parts(parts, code, closing, capsys):
    assert suite._conclude(parts) == code
    assert capsys.readouterr().out.splitlines()[-1] == closing


def test_figures_are_those_of_pytest(tmp_path, capfd):
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "def test_one(): pass\n"
        "def test_two(): assert 0\n"
        "@pytest.mark.skip\ndef test_three(): pass\n"
        "@pytest.fixture\ndef broken(): 1 / 0\n"
        "def test_four(broken): pass\n"
    )
    part = Part("part", ["-p", "no:cacheprovider"])
    part.run([str(tmp_path)])
    assert (part.passed, part.failed, part.skipped) == (1, 2, 1)
    assert part.code == CODES.TESTS_FAILED


def test_run_that_breaks_off_counts_as_failed(tmp_path, capfd):
    part = Part("part", [])
    part.run(["--no-such-option"])
    assert part.failed == 1
    assert suite._conclude([part]) == 1


def test_missing_browser_fails_with_a_sentence(capsys):
    part = suite._run(Part("Browser", []), [], None)
    assert part.failed == 1
    assert "need Chromium" in capsys.readouterr().out
    assert suite._conclude([part]) == 1


def test_browser_is_installed_by_the_first_means_that_works(monkeypatch):
    tried = []

    def run(command, **options):
        tried.append(command[0])
        return subprocess.CompletedProcess(command, 0 if command[0] == "good" else 1)

    monkeypatch.setattr(chromium.subprocess, "run", run)
    monkeypatch.setattr(chromium, "_means", lambda: [[["bad"], ["never"]], [["good"]], [["later"]]])
    monkeypatch.setattr(chromium, "path", lambda: "/usr/bin/chromium")
    assert chromium.install() == "/usr/bin/chromium"
    assert tried == ["bad", "good"]

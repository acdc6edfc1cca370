"""Which Python `make run` takes, with programs on the PATH that only pretend."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.site import ROOT

pytestmark = pytest.mark.slow

OLD = 'exec {python} -c "import sys; sys.exit(1)"'  # says that it does not fit
BROKEN = "echo 'shim: command not found' >&2; exit 127"
WITHOUT_VENV = (
    'case "$2" in *ensurepip*) exit 1;; esac; exec {python} "$@"'  # fits, and cannot make one
)
FITTING = 'echo "$0" >> {log}; exec {python} "$@"'
UV = 'if [ "$1" = venv ]; then echo "$0 $*" >> {log}; fi; exit 0'


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs the script on a machine with these programs and says what it did."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in ("sh", "env"):
        os.symlink(shutil.which(tool), programs / tool)

    def run(**scripts):
        for name, script in scripts.items():
            text = script.format(python=sys.executable, log=tmp_path / "log")
            program = programs / name.replace("_", ".")
            program.write_text(f"#!/bin/sh\n{text}\n")
            program.chmod(0o755)
        done = subprocess.run(
            [shutil.which("sh"), ROOT / "config" / "find_python.sh", str(tmp_path / "made")],
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
        )
        log = tmp_path / "log"
        done.used = log.read_text() if log.exists() else ""
        return done

    return run


def test_python3_is_taken_where_it_fits(machine, tmp_path):
    done = machine(python3=FITTING, python3_14=FITTING)
    assert done.returncode == 0
    assert "bin/python3\n" in done.used
    assert "python3.14" not in done.used
    assert (tmp_path / "made" / "bin" / "python").exists()


@pytest.mark.parametrize("unfit", [OLD, BROKEN, WITHOUT_VENV])
def test_python_that_does_not_fit_is_passed_over(machine, unfit):
    done = machine(python3=unfit, python3_13=BROKEN, python3_12=FITTING)
    assert done.returncode == 0
    assert "python3.12" in done.used


def test_uv_is_the_last_resort(machine):
    done = machine(python3=OLD, uv=UV)
    assert done.returncode == 0
    assert "uv venv --seed" in done.used


def test_environment_that_runs_is_left_alone(machine, tmp_path):
    machine(python3=FITTING)
    (tmp_path / "log").unlink()
    assert machine(python3=BROKEN).returncode == 0


def test_environment_that_no_longer_runs_is_made_anew(machine, tmp_path):
    machine(python3=FITTING)
    python = tmp_path / "made" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert machine(python3=FITTING).returncode == 0
    assert subprocess.run([python, "--version"]).returncode == 0


def test_nothing_that_fits_is_said_in_one_sentence(machine):
    done = machine(python3=OLD, python3_13=BROKEN)
    assert done.returncode == 1
    assert done.stderr.startswith("Rejoinder needs Python 3.12 or newer, and found none")
    assert done.stderr.count("\n") == 1


def test_missing_venv_module_is_said_in_one_sentence(machine):
    done = machine(python3=WITHOUT_VENV)
    assert done.returncode == 1
    assert "without its venv module" in done.stderr
    assert f"apt install python3.{sys.version_info.minor}-venv" in done.stderr
    assert done.stderr.count("\n") == 1

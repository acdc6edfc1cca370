"""nginx and Redis: this machine's own, else Debian's, else a sentence that says what is missing."""

import os
import shutil
import subprocess

PACKAGES = {"nginx": "nginx", "redis-server": "redis-server"}  # program -> Debian's package
MISSING = (
    "`make test-cluster` needs nginx and redis-server: install Debian's packages nginx and redis-server, "
    "or Homebrew's nginx and redis. As root on Debian it installs them by itself."
)
PATIENCE = 240  # seconds for an installation


def found() -> bool:
    """Say whether both are here, after an attempt to install what is missing."""
    missing = [package for program, package in PACKAGES.items() if not path(program)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(missing)
    return all(path(program) for program in PACKAGES)


def path(program: str) -> str | None:
    """Return where a program lies; Debian keeps servers where only root's path leads."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


def _install(packages: list[str]) -> None:
    # The runlevel keeps Debian from starting them as services of the machine.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, timeout=PATIENCE, check=False
        )

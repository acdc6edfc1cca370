"""Which Chromium the browser tests drive: one of this machine, else one installed for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "The browser tests need Chromium, found none on this machine and could not install one. "
    "Install it (Debian: apt install chromium) and try again."
)


def path() -> str | None:
    """Return the program's path, None where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _playwrights_own()


def install() -> str | None:
    """Install one by the first means that works, and return its path, None where none does."""
    for commands in _means():
        print(f"Installing a browser: {' && '.join(map(' '.join, commands))}", flush=True)
        if all(_succeeds(command) for command in commands) and (program := path()):
            return program
    return None


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL).returncode == 0


def _means() -> list[list[list[str]]]:
    playwright = [sys.executable, "-m", "playwright", "install"]
    if os.geteuid() != 0:  # --with-deps would ask for a password
        return [[[*playwright, "chromium"]]]
    apt = [["apt-get", "update", "-q"], ["apt-get", "install", "-qy", "chromium"]]
    means = [[[*playwright, "--with-deps", "chromium"]]]
    return [apt, *means] if shutil.which("apt-get") else means


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).exists() else None

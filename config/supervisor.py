"""
Child processes that live and die together with this one, whichever way any of them ends.

A child that dies brings all down with a sentence: half a site that looks whole hides its failure. What
may be mended in place is mended below: the web server starts its workers anew, the task worker waits
for a lost database.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

PATIENCE = 10  # seconds from SIGTERM to SIGKILL; a request or a task may need them to finish
LOOK_SECONDS = 0.2
PR_SET_PDEATHSIG = 1  # of Linux: <sys/prctl.h>
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class ChildDiedError(Exception):
    """The text is a sentence about which child ended and how."""


class Supervisor:
    """Starts children, watches them, and stops them all."""

    def __init__(self):
        self.children: dict[str, subprocess.Popen] = {}
        self.stopping = False

    def __enter__(self):
        for number in STOP_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(self, *failure):
        self.stop()

    def start(self, name: str, command: list[str]) -> None:
        """Start a child in a process group of its own, so that its own children can be reached."""
        self.children[name] = subprocess.Popen(  # noqa: S603  (our own programs)
            command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )

    def watch(self) -> None:
        """Return when asked to stop. Raises ChildDiedError: when a child ends before that."""
        while not self.stopping:
            self.look()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None and not self.stopping:
                raise ChildDiedError(f"The {name} {_ending(child.returncode)}.")

    def stop(self) -> None:
        """End all children, with all that they started: gently first."""
        self.stopping = True
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0, deadline - time.monotonic()))
            _signal_group(child, signal.SIGKILL)
            child.wait()

    def _ask_to_stop(self, number, frame):
        self.stopping = True


def _die_with(parent: int) -> Callable[[], None] | None:
    """
    Return what makes a child end when ``parent`` is gone, even killed; None where only Linux could.

    Elsewhere a parent that is killed outright leaves its children, which hold the port: the next
    start says so.
    """
    if _libc is None:
        return None

    def in_child():
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # gone before the line above
            os._exit(1)

    return in_child


def _signal_group(child: subprocess.Popen, number: int) -> None:
    # Either error says that all are gone; macOS calls it "not permitted".
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended by itself (exit code {code}); what it said stands above"

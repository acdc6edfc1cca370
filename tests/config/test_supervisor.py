import sys
import time

import pytest

from config.supervisor import ChildDiedError, Supervisor

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('.'); time.sleep(60)",
]


def test_child_that_dies_ends_the_watch_with_a_sentence():
    with Supervisor() as children:
        children.start("task worker", FOREVER)
        children.start("web server", [sys.executable, "-c", "raise SystemExit(3)"])
        with pytest.raises(ChildDiedError, match=r"web server ended by itself \(exit code 3\)"):
            children.watch()
    assert all(child.poll() is not None for child in children.children.values())


def test_child_that_was_killed_is_said_to_be():
    with Supervisor() as children:
        children.start("task worker", FOREVER)
        children.children["task worker"].kill()
        with pytest.raises(ChildDiedError, match="ended by SIGKILL"):
            children.watch()


def test_child_that_will_not_stop_is_killed(monkeypatch):
    monkeypatch.setattr("config.supervisor.PATIENCE", 0.2)
    with Supervisor() as children:
        children.start("web server", STUBBORN)
        time.sleep(0.3)
    assert children.children["web server"].returncode is not None


@pytest.fixture(autouse=True)
def _signals_as_before():
    import signal

    from config.supervisor import STOP_SIGNALS

    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)

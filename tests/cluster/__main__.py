"""Make sure of nginx and Redis, then let the stories happen."""

import os
import signal
import sys

import pytest

from . import programs

STORIES = "tests/cluster/stories.py"


def main(arguments: list[str]) -> int:
    if not programs.found():
        print(programs.MISSING)
        return 1
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    return pytest.main(["-n", "0", "--durations=5", STORIES, *arguments])


if __name__ == "__main__":
    # So that what was started is stopped, too, when somebody ends this.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))

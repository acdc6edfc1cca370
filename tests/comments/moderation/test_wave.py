"""A wave of spam through the real server, on a small scale (tests/bench/wave.py measures a large one)."""

import pytest

from tests.bench import wave
from tests.site import running

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(240)]

COMMENTS = 300


def test_a_wave_of_spam_is_removed_by_one_action_and_restored_by_one_undo(tmp_path):
    with running(tmp_path / "data", settings=wave.SETTINGS) as site:
        figures = wave.measure(site, COMMENTS)
        printed = site.printed()
    assert figures.faults == []
    assert len(figures.writing) == COMMENTS
    assert figures.is_cleared
    assert figures.is_restored
    assert "Traceback" not in printed

"""What tests of pictures may ask for."""

import pytest


@pytest.fixture
def media(settings, tmp_path):
    """A folder of pictures that is the test's own and empty."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path

"""Somebody who moderates, signed in."""

import pytest

from ..make import make_staff


@pytest.fixture
def moderator(client):
    user = make_staff("Moderator")
    client.force_login(user)
    return user

"""Who is signed in."""

import pytest

from tests.authors.make import make_user

from .settled import settle


@pytest.fixture
def owner(client):
    settle()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client

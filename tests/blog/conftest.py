"""What several tests of the blog may ask for."""

import pytest

from blog.search import changes, noting, server
from tests import opensearch
from tests.authors.make import make_user

from .settled import settle


@pytest.fixture
def owner(client):
    """Give the client of somebody who may do everything, on a site whose settings are saved."""
    settle()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def fake(settings, monkeypatch):
    """Give a search server that is wanted, with an index that is made."""
    monkeypatch.setattr(server, "_away_until", 0.0)
    with opensearch.running() as running:
        settings.SEARCH_URL = running.url
        noting.install()
        changes.tell()
        yield running
    noting.remove_triggers()

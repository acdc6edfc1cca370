"""A page cache with an edition of its own, and the Django behind it."""

import pytest

from config import page_versions
from config.edition import install
from config.page_cache import PageCache
from config.page_store import Memory

from .make import Counted


@pytest.fixture(autouse=True)
def _edition(monkeypatch):
    """Each test begins with an edition of its own, whose moments nobody has read yet."""
    install()
    monkeypatch.setattr(page_versions, "_calendar", (None, []))


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def door(django):
    return PageCache(django, Memory(10_000_000))

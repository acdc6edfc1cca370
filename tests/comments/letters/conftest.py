"""An article to follow, and the worker inside a test's transaction."""

import pytest

from tests.authors.conftest import run_tasks  # noqa: F401

from ..make import make_article


@pytest.fixture
def article():
    return make_article()

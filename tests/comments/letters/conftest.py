"""The worker inside a test's transaction."""

from tests.authors.conftest import run_tasks  # noqa: F401

"""The worker inside a test's transaction."""

import pytest


@pytest.fixture
def run_tasks(run_tasks, monkeypatch):
    """The worker closes connections between tasks; a test's own holds its transaction."""
    worker = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{worker}.close_old_connections", lambda: None)
    return run_tasks

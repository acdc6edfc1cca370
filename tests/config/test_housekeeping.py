from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import housekeeping

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def make_attempt(username, *, at):
    row = AccessAttempt.objects.create(username=username, failures_since_start=1)
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=at)


def make_result(path, *, at, status="SUCCESSFUL"):
    DBTaskResult.objects.create(
        task_path=path, status=status, finished_at=at, args_kwargs={}, backend_name="default"
    )


def test_login_attempts_go_after_thirty_days():
    make_attempt("old", at=days_ago(31))
    make_attempt("new", at=days_ago(29))
    housekeeping.clear_old_logins()
    assert [row.username for row in AccessAttempt.objects.all()] == ["new"]


def test_expired_sessions_go():
    Session.objects.create(session_key="old", session_data="", expire_date=days_ago(1))
    Session.objects.create(session_key="new", session_data="", expire_date=days_ago(-1))
    housekeeping.clear_expired_sessions()
    assert [row.session_key for row in Session.objects.all()] == ["new"]


def test_results_of_tasks_go_after_two_weeks_but_never_what_is_still_to_do():
    make_result("old", at=days_ago(15))
    make_result("failed", at=days_ago(15), status="FAILED")
    make_result("new", at=days_ago(13))
    make_result("waiting", at=None, status="READY")
    housekeeping.prune_task_results()
    assert {row.task_path for row in DBTaskResult.objects.all()} == {"new", "waiting"}

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Policy
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


def make_session(key, *, signed_in):
    end = signed_in + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.create(session_key=key, session_data="", expire_date=end)


def test_expired_sessions_go():
    make_session("old", signed_in=days_ago(15))
    make_session("new", signed_in=days_ago(13))
    housekeeping.clear_old_sessions()
    assert [row.session_key for row in Session.objects.all()] == ["new"]


def test_results_of_tasks_go_after_two_weeks_but_never_what_is_still_to_do():
    make_result("old", at=days_ago(15))
    make_result("failed", at=days_ago(15), status="FAILED")
    make_result("new", at=days_ago(13))
    make_result("waiting", at=None, status="READY")
    housekeeping.prune_task_results()
    assert {row.task_path for row in DBTaskResult.objects.all()} == {"new", "waiting"}


def test_the_policy_says_how_long_all_of_these_are_kept():
    Policy.objects.create(sessions_kept_days=3, logins_kept_days=3, tasks_kept_days=3)
    for name, age in (("old", 4), ("new", 2)):
        make_session(name, signed_in=days_ago(age))
        make_attempt(name, at=days_ago(age))
        make_result(name, at=days_ago(age))
    housekeeping.clear_old_sessions()
    housekeeping.clear_old_logins()
    housekeeping.prune_task_results()
    assert [row.session_key for row in Session.objects.all()] == ["new"]
    assert [row.username for row in AccessAttempt.objects.all()] == ["new"]
    assert [row.task_path for row in DBTaskResult.objects.all()] == ["new"]

"""What the worker clears away once a day: sessions, login attempts, results of tasks."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

LOGINS_KEPT = timedelta(days=30)
TASK_RESULTS_KEPT = timedelta(days=14)  # long enough to look into a letter that did not arrive


def clear_expired_sessions():
    call_command("clearsessions")


def clear_old_logins():
    """Delete what the login throttle noted, network hashes included."""
    for kind in (AccessAttempt, AccessFailureLog, AccessLog):
        kind.objects.filter(attempt_time__lt=timezone.now() - LOGINS_KEPT).delete()


def prune_task_results():
    DBTaskResult.objects.finished().filter(
        finished_at__lt=timezone.now() - TASK_RESULTS_KEPT
    ).delete()

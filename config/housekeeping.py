"""What the worker clears away once a day: sessions, login attempts, results of tasks."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Policy
from content.housekeeping import forget_letters


def clear_old_sessions():
    """
    Delete sessions that are over, or are older than the policy says.

    A session names its end alone, which is SESSION_COOKIE_AGE after the moment of signing in.
    """
    now, kept = timezone.now(), Policy.kept_for("sessions")
    ahead = timedelta(seconds=settings.SESSION_COOKIE_AGE) - kept
    Session.objects.filter(expire_date__lt=now + max(ahead, timedelta())).delete()


def clear_old_logins():
    """Delete what the login throttle noted, network hashes included."""
    limit = timezone.now() - Policy.kept_for("logins")
    for kind in (AccessAttempt, AccessFailureLog, AccessLog):
        kind.objects.filter(attempt_time__lt=limit).delete()


def forget_old_letters():
    """Delete the rows of letters that are over; they hold neither words nor addresses."""
    forget_letters(kept=Policy.kept_for("letters"))


def prune_task_results():
    """Delete what became of tasks: long enough to look into a letter that did not arrive."""
    limit = timezone.now() - Policy.kept_for("tasks")
    DBTaskResult.objects.finished().filter(finished_at__lt=limit).delete()

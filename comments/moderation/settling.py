"""Settling: a moderator's answer to readers' reports."""

from collections.abc import Iterable
from datetime import datetime

from ..models import Report


def settle_reports(comment_ids: Iterable[int], *, by, now: datetime) -> int:
    """
    Answer the open reports of these comments; return how many there were.

    Any decision of a moderator on a comment does so (decisions.py), and so does leaving it as it is.
    What was answered once is only flagged by later reports (reporting.py).
    """
    opened = Report.objects.open().filter(comment__in=list(comment_ids))
    return opened.update(settled_at=now, settled_by=by)

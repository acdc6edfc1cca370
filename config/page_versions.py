"""
What a shared page depends on, in as few numbers as can be read with one query.

The edition stands for all that editors write; a discussion's version for what was said; the moment
that passed last for what time alone changes. Pages with the same versions have the same bytes.
"""

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.utils import timezone

from .prepared import first_row


class Subject(NamedTuple):
    """Whose changes show on a page: ``kind`` is a key of QUERIES, ``key`` names the one of that kind."""

    kind: str
    key: str | int | None = None


QUERIES = {
    "edition": "SELECT number FROM content_edition",
    "site": "SELECT e.number, (SELECT SUM(version) FROM comments_discussion) FROM content_edition e",
    "article": (
        "SELECT e.number, d.version FROM content_edition e "
        "LEFT JOIN blog_article a ON a.slug = %s "
        "LEFT JOIN comments_discussion d ON d.article_id = a.id"
    ),
    "comment": (
        "SELECT e.number, d.version FROM content_edition e "
        "LEFT JOIN comments_comment c ON c.id = %s "
        "LEFT JOIN comments_discussion d ON d.id = c.discussion_id"
    ),
}

# The moments of the edition at hand: (edition, moments in order). Replaced whole, so threads may share it.
_calendar: tuple[int | None, list[datetime]] = (None, [])


def read(subject: Subject) -> tuple | None:
    """Return the versions of ``subject`` as they are now; None where the database cannot say."""
    database = connections[DEFAULT_DB_ALIAS]
    values = () if subject.key is None else (subject.key,)
    try:
        row = first_row(database, QUERIES[subject.kind], values)
    except (OperationalError, database.Database.Error):
        database.close()  # the request itself opens a new one, and says what is wrong
        return None
    return row and (*row, _passed(row[0], timezone.now()))


def _passed(edition: int, now: datetime) -> datetime | None:
    """Return the last moment up to ``now`` at which a page changed by itself; None where none did."""
    global _calendar
    known, moments = _calendar
    if known != edition:
        moments = sorted(_moments(now))
        _calendar = (edition, moments)
    place = bisect_right(moments, now)
    return moments[place - 1] if place else None


def _moments(now: datetime):
    """Yield of each kind of moment, as apps name them, the last that passed and all that come."""
    for app in apps.get_app_configs():
        yield from getattr(app, "moments", lambda now: ())(now)

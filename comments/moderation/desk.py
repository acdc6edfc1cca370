"""
What needs doing, in figures: for the first page of the admin.

Each is a sum of tallies or reads a bounded number of rows by an index; what looks back over a month is
kept for some minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Count, F, Min, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from blog.models import Article

from ..judging.rules import label_of
from ..models import Comment, Decision, Discussion, Report
from ..models.comment import Status

DAYS = 30
SAMPLE = 500  # of the latest decisions: enough for a share and a median
KEPT = 300  # seconds that figures over a month are kept
BRIEFLY = 60  # seconds that the count by rule is kept: it reads an index entry for each that waits


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a moderator; ``oldest_at`` is None where nothing does."""

    count: int
    oldest_at: datetime | None
    reported_count: int
    by_rule: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Month:
    """Looking back: comments a day (oldest first), the share approved, and how long decisions took."""

    days: list[tuple[date, int]]
    approved_percent: int | None
    median_time: timedelta | None

    @property
    def total(self) -> int:
        return sum(count for _, count in self.days)


@dataclass(frozen=True, slots=True)
class Writing:
    """The articles of whoever asks: drafts and those in review, and what appears by itself."""

    draft_count: int
    review_count: int
    scheduled: list[Article]


def waiting(user) -> Waiting:
    """Return what waits of what this user may decide on."""
    comments = Comment.objects.moderated_by(user).pending()
    mine = Discussion.objects.moderated_by(user)
    discussions = Discussion.objects.all() if mine is None else mine
    reported = Comment.objects.moderated_by(user)
    reported = reported.filter(pk__in=Report.objects.open().values("comment"))
    return Waiting(
        count=discussions.aggregate(sum=Sum("pending_count", default=0))["sum"],
        oldest_at=comments.aggregate(oldest=Min("posted_at"))["oldest"],
        reported_count=reported.count(),
        by_rule=_by_rule(comments)
        if mine is not None
        else cache.get_or_set("desk-rules", lambda: _by_rule(comments), BRIEFLY),
    )


def _by_rule(comments) -> list[tuple[str, int]]:
    rules = comments.order_by().values_list("held_by").annotate(count=Count("pk"))
    return [(label_of(rule), count) for rule, count in rules.order_by("-count") if rule]


def month(now: datetime) -> Month:
    """Return the last 30 days of the whole site, today last, as they were some minutes ago at most."""
    return cache.get_or_set(f"desk-month-{timezone.localdate(now)}", lambda: _month(now), KEPT)


def writing(user, now: datetime) -> Writing:
    articles = Article.objects.editable_by(user)
    counts = dict(articles.order_by().values_list("status").annotate(count=Count("pk")))
    scheduled = articles.scheduled(now).order_by("published_at", "pk")
    return Writing(
        counts.get(Article.Status.DRAFT, 0),
        counts.get(Article.Status.REVIEW, 0),
        list(scheduled.only("title", "published_at", "slug")[:5]),
    )


def _month(now: datetime) -> Month:
    decided = _by_moderators(now)
    approved = sum(status == Status.APPROVED for status, _ in decided)
    times = [time for _, time in decided if time is not None]
    return Month(
        days=_days(now),
        approved_percent=round(100 * approved / len(decided)) if decided else None,
        median_time=median(times) if times else None,
    )


def _days(now: datetime) -> list[tuple[date, int]]:
    """Count what was posted each day, by the log: it has an index by date and a row a comment."""
    today = timezone.localdate(now)
    first = today - timedelta(days=DAYS - 1)
    posts = Decision.objects.filter(
        action=Decision.Action.POST, decided_at__gt=now - timedelta(days=DAYS)
    )
    days = posts.order_by().annotate(day=TruncDate("decided_at")).values_list("day")
    counts = dict(days.annotate(count=Count("pk")))
    return [(day, counts.get(day, 0)) for day in _each_day(first, today)]


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _by_moderators(now: datetime) -> list[tuple[str, timedelta | None]]:
    """Return what became of the comments that moderators decided on last, and after what time."""
    decisions = Decision.objects.filter(
        action=Decision.Action.STATUS,
        from_status=Status.PENDING,
        decided_by__isnull=False,
        decided_at__gt=now - timedelta(days=DAYS),
    )
    rows = decisions.order_by("-decided_at", "-pk").annotate(posted_at=F("comment__posted_at"))
    return [
        (status, decided_at - posted_at if posted_at else None)
        for status, decided_at, posted_at in rows.values_list(
            "to_status", "decided_at", "posted_at"
        )[:SAMPLE]
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart, in the units of its viewBox."""

    day: date
    count: int
    x: int
    y: int
    height: int


def bars(days: list[tuple[date, int]], *, height: int = 100, step: int = 20) -> list[Bar]:
    """Return the chart's bars, the highest as high as the chart; a day without comments has none."""
    top = max((count for _, count in days), default=0) or 1
    heights = [-(-count * height // top) for _, count in days]
    return [
        Bar(day, count, number * step, height - high, high)
        for number, ((day, count), high) in enumerate(zip(days, heights, strict=True))
    ]

"""What became visible in a discussion since a moment: a few numbers to ask for, then the comments."""

from datetime import UTC, datetime, timedelta

from django.db.models import OuterRef, Subquery

from ..models import Comment, Discussion, Thread
from . import thread_views
from .fingerprints import fingerprint
from .thread_views import ThreadView

NEWS_AT_MOST = 50  # comments told at once; the next answer tells the next ones
THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def number_of(moment: datetime | None) -> int:
    """Return a moment as pages ask with it: in microseconds since 1970; 0 where there is none."""
    return (moment - THE_BEGINNING) // timedelta(microseconds=1) if moment else 0


def moment_of(number: int) -> datetime:
    """Return what ``number_of`` wrote down. Raises OverflowError: no calendar has it."""
    return THE_BEGINNING + timedelta(microseconds=number)


def told(discussion: Discussion, moment: datetime) -> list[dict]:
    """Return, of each new comment, its number, its thread, whether that is new, and whose it is."""
    rows = fresh(discussion, moment).select_related("commenter", "thread")
    only = rows.only("tree_id", "name", "commenter__is_member", "thread__visible_at")
    return [
        {
            "id": comment.pk,
            "thread": comment.tree_id,
            "starts": comment.thread.visible_at > moment,
            "by": fingerprint(comment),
        }
        for comment in only[:NEWS_AT_MOST]
    ]


def shown(discussion: Discussion, moment: datetime) -> list[ThreadView]:
    """
    Return the new comments alone, as they are shown, in their threads, in tree order.

    Each has ``comes_after``: the shown comment that stands right above it, None for a thread's first.
    """
    pks = list(fresh(discussion, moment).values_list("pk", flat=True)[:NEWS_AT_MOST])
    above = Comment.objects.shown().filter(tree_id=OuterRef("tree_id"), lft__lt=OuterRef("lft"))
    comments = Comment.objects.filter(pk__in=pks).annotate(
        comes_after=Subquery(above.order_by("-lft").values("pk")[:1])
    )
    threads = Thread.objects.filter(comments__in=pks).distinct().order_by("-visible_at", "-pk")
    views = {thread.pk: ThreadView(thread) for thread in threads}
    return thread_views.filled(views, thread_views.for_display(comments.order_by()))


def fresh(discussion: Discussion, moment: datetime):
    """Return what became visible after ``moment``, earliest first, as a queryset."""
    approved = discussion.comments.approved().filter(visible_at__gt=moment)
    return approved.order_by("visible_at", "pk")

"""Orders of threads: paging by keyset shows each thread once, in the order that Python would sort."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Discussion, Thread
from comments.reading.figures import figures_of
from comments.reading.orderings import ORDERINGS

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3).map(lambda hours: START + timedelta(hours=hours))
THREADS = st.lists(
    st.fixed_dictionaries(
        {
            "is_pinned": st.booleans(),
            "approved_count": st.integers(0, 2),
            "visible_at": MOMENTS,
            "active_at": MOMENTS,
            "reply_count": st.integers(0, 2),
            "top": st.none() | st.tuples(st.integers(1, 2), st.integers(1, 5)),
        }
    ),
    max_size=12,
)


@pytest.fixture
def discussion():
    return Discussion.objects.create(article=make_article())


def make_threads(discussion, wanted):
    Thread.objects.all().delete()
    for fields in wanted:
        count, comment = fields.pop("top") or (0, None)
        Thread.objects.create(
            discussion=discussion, top_reaction_count=count, top_comment_id=comment, **fields
        )


def sort_key(columns):
    def key(thread):
        return [
            (-1 if column.startswith("-") else 1) * number(getattr(thread, column.lstrip("-")))
            for column in ("-is_pinned", *columns)
        ]

    return key


def number(value):
    return value.timestamp() if isinstance(value, datetime) else value or 0


@given(wanted=THREADS, order=st.sampled_from(sorted(ORDERINGS)), size=st.integers(1, 4))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_put_together_are_the_whole_in_order(discussion, wanted, order, size):
    make_threads(discussion, wanted)
    ordering = ORDERINGS[order]
    paged, last = [], None
    while True:
        threads = ordering.arrange(discussion.threads.shown())
        page = list((ordering.after(threads, last) if last else threads)[:size])
        if not page:
            break
        paged += page
        last = page[-1]
    shown = [thread for thread in Thread.objects.all() if thread.approved_count]
    assert paged == sorted(shown, key=sort_key(ordering.columns))


@pytest.mark.parametrize("ordering", ORDERINGS.values(), ids=ORDERINGS)
def test_an_index_serves_each_order_and_nothing_is_sorted(discussion, ordering):
    last = Thread.objects.create(
        discussion=discussion, approved_count=1, visible_at=START, active_at=START
    )
    threads = ordering.arrange(discussion.threads.shown())
    for query in (threads, ordering.after(threads, last)):
        plan = plan_of(query[:20])
        assert "thread_" in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def plan_of(query) -> str:
    """Return how the database would run ``query`` on a large table, where indexes are worth it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return query.explain()


def test_the_hottest_thread_is_the_one_with_most_replies_pinned_or_not():
    article, others = make_article(), [make_commenter(), make_commenter()]
    first, second, third = (make_comment(article=article) for _ in range(3))
    discussion = first.discussion
    assert figures_of(discussion).hottest is None
    make_comment(parent=first)
    Thread.objects.filter(pk=first.tree_id).update(is_pinned=True)
    assert figures_of(discussion).hottest == first
    for commenter in others:
        make_comment(parent=second, commenter=commenter)
    assert figures_of(discussion).hottest == second
    for commenter in others:
        make_comment(parent=third, commenter=commenter)
    assert figures_of(discussion).hottest == third  # the later activity wins the tie

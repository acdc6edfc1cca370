"""A discussion of 6,000 asks no more of the database than one of 400: by the work that is counted."""

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Report
from comments.moderation.queue.choice import TABS
from comments.reading.news import number_of
from comments.reading.orderings import ORDERINGS
from comments.tree.seeding import seed
from tests.authors.make import make_user

from ..make import make_article, make_commenter
from ..work import counted

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FEW, MANY = 400, 6_000
# What may grow a little: the depth of an index, a page that was not full. A look at each of 6,000
# rows takes SQLite more than 18,000 steps, and PostgreSQL 6,000 rows.
SLACK = {"sqlite": 5_000, "postgresql": 1_000}
# The first threads of a larger discussion are larger, within their own bound, and a page looks at all of
# each; a look at the whole discussion would be fifteen times the work.
LARGER_THREADS = 4
QUEUE = "/admin/comments/comment/queue/"


def grow(count: int):
    """Make a discussion of ``count``, a tenth of it waiting, some of each other kind; return its article."""
    article = make_article()
    seed(article, count=count, seed=1, pending=count // 10, now=timezone.now())
    comments = Comment.objects.filter(discussion__article=article, status="approved")
    pks = list(comments.filter(children=None).order_by("pk").values_list("pk", flat=True))
    # Around the deeds: what is counted below only reads.
    Comment.objects.filter(pk__in=pks[::10]).update(status="spam")
    Comment.objects.filter(pk__in=pks[1::10]).update(status="rejected")
    reporter = make_commenter(trusted=False)
    Report.objects.bulk_create(
        Report(comment_id=pk, reporter=reporter, reason="spam") for pk in pks[2:20]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":  # as it would choose for a table of a million
            for way in ("seqscan", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return article


def pages_of(article):
    path = article.get_absolute_url()
    discussion = article.discussion
    shown = discussion.threads.shown()
    for ordering in ORDERINGS.values():
        yield f"{path}?order={ordering.name}"
        middle = ordering.arrange(shown)[shown.count() // 2]
        yield f"{path}?order={ordering.name}&after={middle.pk}"
    approved = discussion.comments.approved()
    largest = shown.order_by("-reply_count").first()
    comment = approved.filter(tree_id=largest.pk).order_by("-lft").first()
    yield f"{path}?thread={largest.pk}"
    yield f"/comments/{comment.pk}/"
    yield f"/comments/{comment.pk}/replies/"
    yield f"/comments/{comment.pk}/commenter/"
    yield f"{path}commenters/"
    yield f"{path}feeds/atom/"
    since = number_of(approved.newest_first()[30].visible_at)
    yield f"{path}news/?since={since}"
    yield f"{path}news/comments/?since={since}"
    yield "/"
    for tab in TABS:
        yield f"{QUEUE}?tab={tab}"
        yield f"{QUEUE}?tab={tab}&article={discussion.pk}"


def works_of(client, article) -> list[tuple[str, list]]:
    """Return the pages, each with the queries behind it."""
    found = []
    for path in pages_of(article):
        with counted() as queries:
            assert client.get(path).status_code == 200, path
        found.append((path, queries))
    return found


def test_no_query_of_any_page_does_more_work_in_a_large_discussion(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    few = works_of(client, grow(FEW))
    many = works_of(client, grow(MANY))
    grown = []
    for (path, small), (_, large) in zip(few, many, strict=True):
        assert len(large) <= len(small) + 1, path
        for before, after in zip(small, large, strict=False):
            if after.work > LARGER_THREADS * before.work + SLACK[connection.vendor]:
                grown.append((path, before.work, after.work, after.sql[:1_500]))
    assert grown == []


def test_the_count_sees_a_full_scan():
    """What the test above relies on."""
    grow(MANY)
    with counted() as queries:
        list(Comment.objects.filter(source__contains="lighthouse").values_list("pk")[:10_000])
    assert queries[-1].work > 3 * SLACK[connection.vendor]

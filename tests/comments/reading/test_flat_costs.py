"""A discussion of 6,000 asks no more of the database than one of 400: by the work that is counted."""

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Commenter, Discussion, Participation, Report, Thread
from comments.models.commenter import new_token
from comments.moderation.queue.choice import TABS
from comments.reading import commenters
from comments.reading.news import number_of
from comments.reading.orderings import ORDERINGS
from comments.reading.thread_views import THREADS_A_PAGE
from comments.tree import tallies
from comments.tree.seeding import seed
from tests.authors.make import make_user

from ..make import make_article, make_commenter
from ..work import counted

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FEW, MANY = 400, 6_000
# What may grow a little: the depth of an index, a page that was not full. A look at each of 6,000
# rows takes SQLite more than 18,000 steps, and PostgreSQL 6,000 rows.
SLACK = {"sqlite": 5_000, "postgresql": 1_000}
# The first threads of a larger discussion are larger, within what a page shows of each; a look at the
# whole discussion would be fifteen times the work.
LARGER_THREADS = 2
QUEUE = "/admin/comments/comment/queue/"


def grow(count: int):
    """Make a discussion of ``count``, a tenth of it waiting, some of each other kind; return its article."""
    article = make_article()
    seed(article, count=count, seed=1, pending=count // 10, now=timezone.now())
    comments = Comment.objects.filter(discussion__article=article, status="approved")
    pks = list(comments.filter(children=None).order_by("pk").values_list("pk", flat=True))
    # Around the deeds, for speed.
    Comment.objects.filter(pk__in=pks[::10]).update(status="spam")
    Comment.objects.filter(pk__in=pks[1::10]).update(status="rejected")
    reporter = make_commenter(trusted=False)
    Report.objects.bulk_create(
        Report(comment_id=pk, reporter=reporter, reason="spam") for pk in pks[2:20]
    )
    tallies.recount(article.discussion)
    analyze()
    return article


def analyze():
    """Let the database choose as it would for a table of a million."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")


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


def test_a_page_of_threads_costs_what_it_shows_however_long_they_are(client):
    short, long = (answered_threads(answers=answers) for answers in (15, 200))
    analyze()
    for ordering in ORDERINGS:
        query = f"?order={ordering}"
        small, large = (
            work_of(client, article.get_absolute_url() + query) for article in (short, long)
        )
        assert large <= 1.2 * small + SLACK[connection.vendor], (ordering, small, large)


def answered_threads(*, answers: int):
    """Make a page of threads, each with so many answers beside each other; return their article."""
    article = make_article()
    discussion = Discussion.objects.create(article=article)
    common = {"discussion": discussion, "commenter": make_commenter(trusted=False), "name": "Ana"}
    common |= {"html": "Words.", "status": "approved", "visible_at": timezone.now()}
    for _ in range(THREADS_A_PAGE):
        common["tree_id"] = Thread.objects.create(discussion=discussion).pk
        root = Comment(lft=1, rght=2 * (1 + answers), level=0, **common)
        Comment.objects.bulk_create([root])
        Comment.objects.bulk_create(
            Comment(lft=2 * n, rght=2 * n + 1, level=1, parent=root, in_reply_to=root, **common)
            for n in range(1, 1 + answers)
        )
    tallies.recount(discussion)
    return article


def work_of(client, path: str) -> int:
    with counted() as queries:
        assert client.get(path).status_code == 200
    return max(query.work for query in queries)


def test_a_page_of_commenters_begins_behind_those_who_said_as_much():
    discussion = Discussion.objects.create(article=make_article())
    people = Commenter.objects.bulk_create(
        Commenter(name="Ana", token=new_token()) for _ in range(MANY)
    )
    rows = [
        Participation(discussion=discussion, commenter=each, approved_count=1) for each in people
    ]
    Participation.objects.bulk_create(rows)
    analyze()
    for last in (rows[0], rows[MANY // 2], rows[-2]):
        with counted() as queries:
            page = commenters.further_on(discussion.participations.shown(), last, count=50)
        assert [each.pk for each in page] == [each.pk for each in rows if each.pk > last.pk][:50]
        assert max(query.work for query in queries) < SLACK[connection.vendor]


def test_the_count_sees_a_full_scan():
    """What the test above relies on."""
    grow(MANY)
    with counted() as queries:
        list(Comment.objects.filter(source__contains="lighthouse").values_list("pk")[:10_000])
    assert queries[-1].work > 3 * SLACK[connection.vendor]

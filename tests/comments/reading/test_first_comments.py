"""Pages of short and long threads: the statement that was compiled for their number finds what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Discussion, Thread
from comments.reading import thread_views
from comments.reading.orderings import ORDERINGS
from comments.tree import tallies
from content.compiled import Compiled

from ..make import make_article, make_commenter

pytestmark = pytest.mark.django_db
SHORT, LONG = 3, 14  # comments of a thread; eleven of one are shown


def make_discussion(sizes: list[int]) -> Discussion:
    """Make threads of so many comments, the first of them the newest."""
    discussion = Discussion.objects.create(article=make_article())
    commenter, now = make_commenter(trusted=False), timezone.now()
    for number, size in enumerate(sizes):
        thread = Thread.objects.create(discussion=discussion)
        at = now - timedelta(minutes=number)
        common = {"discussion": discussion, "tree_id": thread.pk, "commenter": commenter}
        common |= {"status": "approved", "posted_at": at, "visible_at": at, "html": "<p>Words.</p>"}
        root = Comment(lft=1, rght=2 * size, level=0, **common)
        root.save_base(raw=True)
        Comment.objects.bulk_create(
            Comment(lft=2 * n, rght=2 * n + 1, level=1, parent=root, in_reply_to=root, **common)
            for n in range(1, size)
        )
    tallies.recount(discussion)
    return discussion


def shown(discussion: Discussion) -> list[tuple]:
    page = thread_views.page(discussion, ordering=ORDERINGS["newest"])
    return [
        (view.thread.pk, view.more_count, [comment.lft for comment in view.comments])
        for view in page.threads
    ]


@pytest.mark.parametrize(
    "sizes",
    [
        [],
        [SHORT],
        [LONG],
        [SHORT, LONG, SHORT],
        [LONG] * 3,
        [SHORT] * 19 + [LONG] * 3,
        [LONG] * 19 + [SHORT],
        [LONG] * 21,
    ],
    ids=str,
)
def test_a_page_shows_the_first_of_each_thread(sizes, monkeypatch):
    make_discussion([LONG, SHORT])  # another one, of which nothing is shown
    discussion = make_discussion(sizes)
    found = shown(discussion)
    expected = sizes[: thread_views.THREADS_A_PAGE]
    assert [(more, len(of_them)) for _, more, of_them in found] == [
        (max(size - 11, 0), min(size, 11)) for size in expected
    ]
    assert [of_them for *_, of_them in found] == [
        [1, *range(2, 2 * min(size, 11), 2)] for size in expected
    ]
    monkeypatch.setattr(Compiled, "__call__", lambda self, *numbers: list(self.make(*numbers)))
    assert shown(discussion) == found

"""Pinned and closed threads: at once, once, and written down."""

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Decision, Discussion
from comments.tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread

from ..make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("do", "undo", "field"),
    [(pin_thread, unpin_thread, "is_pinned"), (close_thread, reopen_thread, "is_closed")],
)
def test_each_mark_comes_and_goes_once_and_readers_see_it(do, undo, field):
    root = make_comment()
    version = Discussion.objects.get().version
    log = {"by": None, "now": timezone.now()}
    assert [do(root.thread, **log), do(root.thread, **log)] == [True, False]
    root.thread.refresh_from_db()
    assert getattr(root.thread, field)
    assert Discussion.objects.get().version == version + 1
    assert [undo(root.thread, **log), undo(root.thread, **log)] == [True, False]
    logged = Decision.objects.filter(comment=root).exclude(action__in=["post", "status"])
    assert len(logged.values_list("action")) == 2


def test_a_pinned_thread_comes_first_and_a_closed_one_takes_no_answer(client):
    article = make_article()
    old, new = make_comment(article=article), make_comment(article=article)
    pin_thread(old.thread, by=None, now=timezone.now())
    close_thread(old.thread, by=None, now=timezone.now())
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.index(f'id="comment-{old.pk}"') < html.index(f'id="comment-{new.pk}"')
    assert "This thread is closed." in html
    form = reverse("comments:reply", args=[article.slug])
    assert client.get(f"{form}?parent={old.pk}").status_code == 403


def test_a_thread_that_went_meanwhile_is_left_alone():
    root = make_comment()
    thread = root.thread
    root.delete()
    thread.delete()
    thread.pk = root.tree_id
    assert not pin_thread(thread, by=None, now=timezone.now())

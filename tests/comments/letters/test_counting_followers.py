"""Followers are counted, and what they were told is noted, however often it is asked and whoever dies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.letters import announcing
from comments.models import Announcement, Discussion, Follow, Told
from comments.moderation.decisions import undo
from comments.people import following
from comments.tree.checking import check
from tests.authors.make import make_user

from ..make import make_comment, make_commenter
from .make import (
    counted,
    follow_article,
    follow_replies,
    follow_thread,
    letters_to,
    make_reader,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_followers_are_counted_once_each(article, client):
    bo, cy = make_reader(), make_reader()
    comment = make_comment(article=article)
    follow_article(bo, article)
    follow_thread(bo, comment)
    follow_thread(cy, comment)
    follow_replies(make_reader())
    assert counted(article) == 2
    assert (
        '<b data-stat="followers">2</b>' in client.get(article.get_absolute_url()).content.decode()
    )
    assert check(article.discussion) == []
    following.unfollow(Follow.objects.filter(commenter=bo, scope="thread"))
    assert counted(article) == 2


def test_wrong_count_of_followers_is_found_and_mended(article):
    follow_article(make_reader(), article)
    make_comment(article=article)
    Discussion.objects.update(follower_count=9)
    assert check(Discussion.objects.get(), fix=True)
    assert counted(article) == 1


def test_killed_worker_leaves_no_announcement_untold(article, run_tasks):
    from django_tasks_db.models import DBTaskResult

    bo = make_reader()
    follow_article(bo, article)
    make_comment(article=article)
    DBTaskResult.objects.all().delete()  # with the worker that had it
    announcing.look_for_news(now=timezone.now() + timedelta(minutes=2))
    run_tasks()
    assert len(letters_to(bo)) == 1


def test_nobody_is_announced_to_where_nobody_follows(article):
    make_comment(article=article, commenter=make_commenter())
    assert not Announcement.objects.exists()


def test_who_was_told_is_forgotten_in_time_but_not_of_what_may_appear_again(article, run_tasks):
    bo, mod = make_reader(), make_user()
    follow_article(bo, article)
    comments = [make_comment(article=article, status="pending") for _ in range(2)]
    for comment in comments:
        comment.approve(by=mod, now=timezone.now())
    run_tasks()
    undo([comments[1].decisions.order_by("-pk").first()], by=mod, now=timezone.now())
    Told.objects.update(told_at=timezone.now() - 91 * DAY)
    announcing.forget_told()
    assert [told.comment for told in Told.objects.all()] == [comments[1]]
    comments[1].refresh_from_db()
    comments[1].approve(by=mod, now=timezone.now())
    run_tasks()
    assert len(letters_to(bo)) == 2

"""Whatever the number of comments, the queue reads a page of an index: asserted by the plans themselves."""

import random

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Report
from comments.moderation.queue.choice import Choice, cursor
from comments.tree.seeding import seed
from tests.authors.make import make_user

from ..make import make_article, make_commenter

pytestmark = pytest.mark.django_db
INDEX_BY_TAB = {
    "pending": "comment_waiting",
    "approved": "comment_latest",
    "rejected": "comment_rejected",
    "spam": "comment_spam_by_age",
}


@pytest.fixture
def user():
    article, now = make_article(), timezone.now()
    seed(article, count=3_000, seed=1, pending=1_500, now=now)
    seed(make_article(), count=300, seed=2, pending=150, now=now)
    pks = list(Comment.objects.approved().values_list("pk", flat=True))
    chance = random.Random(1)
    chance.shuffle(pks)
    # Around the deeds: only plans are asked for below.
    Comment.objects.filter(pk__in=pks[:60]).update(status="spam")
    Comment.objects.filter(pk__in=pks[60:120]).update(status="rejected")
    reporter = make_commenter(trusted=False)
    Report.objects.bulk_create(
        Report(comment_id=pk, reporter=reporter, reason="spam") for pk in pks[200:220]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return make_user(is_superuser=True)


def plan_of(rows) -> str:
    return rows[:26].explain()


@pytest.mark.parametrize(("tab", "index"), INDEX_BY_TAB.items())
def test_a_tab_reads_its_index_in_order(user, tab, index):
    plan = plan_of(Choice(tab=tab).page(user))
    assert index in plan
    assert "Seq Scan on comments_comment" not in plan
    if tab != "spam":  # its older index lacks the primary key, so that ties are sorted
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def test_the_next_page_begins_in_the_middle_of_the_index(user):
    choice = Choice()
    last = choice.page(user)[25]
    plan = plan_of(choice.page(user, after=cursor(last, choice.order.columns)))
    assert "comment_waiting" in plan
    assert "posted_at" in plan.partition("comment_waiting")[2].lower()
    assert "TEMP B-TREE" not in plan


def test_the_filters_by_rule_and_article_read_indexes_of_their_own(user):
    smaller = Comment.objects.order_by("-pk").first().discussion_id
    for choice, index in (
        (Choice(rule="busy_network"), "comment_waiting_by_rule"),
        (Choice(article=smaller), "comment_waiting_in_discussion"),
    ):
        plan = plan_of(choice.page(user))
        assert index in plan
        assert "Seq Scan on comments_comment" not in plan


def test_what_was_reported_is_found_from_the_reports(user):
    plan = plan_of(Choice(tab="reported").page(user))
    assert "Seq Scan on comments_comment" not in plan
    assert "SCAN comments_comment" not in plan

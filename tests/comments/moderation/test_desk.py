"""The first page of the admin: true figures, each for whoever it concerns, at a bounded cost."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from comments.models import Report
from comments.moderation import desk
from tests.authors.make import make_user

from ..make import make_comment, make_commenter, make_staff

INDEX = reverse("admin:index")


def test_a_bar_is_as_high_as_its_day_was_busy_and_a_silent_day_has_none():
    days = [(date(2026, 1, 1), 0), (date(2026, 1, 2), 1), (date(2026, 1, 3), 4)]
    assert [(bar.x, bar.y, bar.height) for bar in desk.bars(days)] == [
        (0, 100, 0),
        (20, 75, 25),
        (40, 0, 100),
    ]
    assert desk.bars([(date(2026, 1, 1), 0)])[0].height == 0


@pytest.mark.django_db
def test_it_says_how_many_wait_since_when_and_why():
    user, now = make_user(is_superuser=True), timezone.now()
    make_comment(status="pending", now=now - timedelta(days=3))
    make_comment(status="pending", now=now)
    reported = make_comment()
    for _ in range(2):
        Report.objects.create(comment=reported, reporter=make_commenter(), reason="spam")
    waiting = desk.waiting(user)
    assert (waiting.count, waiting.oldest_at, waiting.reported_count) == (
        2,
        now - timedelta(days=3),
        1,
    )
    assert waiting.by_rule == [("First comments of a person are reviewed", 2)]


@pytest.mark.django_db
def test_the_month_counts_each_day_the_share_approved_and_the_median_time():
    by, now = make_user(is_superuser=True), timezone.now()
    for hours, to in ((1, "approved"), (2, "rejected"), (9, "approved")):
        comment = make_comment(status="pending", now=now - timedelta(hours=hours, days=1))
        comment._decide(to, by=by, now=now - timedelta(days=1))
    cache.clear()
    month = desk.month(now)
    assert len(month.days) == 30
    assert month.total == 3
    assert month.approved_percent == 67
    assert month.median_time == timedelta(hours=2)


@pytest.mark.django_db
def test_a_month_without_comments_is_drawn_as_well(client):
    client.force_login(make_staff("Moderator"))
    html = client.get(INDEX).content.decode()
    assert "all decided" in html
    assert "0 comments, at most 0 a day" in html


@pytest.mark.django_db
def test_authors_see_their_desk_and_nothing_of_moderation(client):
    make_comment(status="pending")
    client.force_login(make_staff("Author"))
    html = client.get(INDEX).content.decode()
    assert "Your desk" in html
    assert "comment waits" not in html


@pytest.mark.django_db
def test_the_first_page_costs_the_same_whatever_waits(client, django_assert_max_num_queries):
    client.force_login(make_staff("Moderator"))
    for _ in range(9):
        make_comment(status="pending")
    with django_assert_max_num_queries(15):
        client.get(INDEX)

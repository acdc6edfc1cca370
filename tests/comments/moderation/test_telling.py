"""Letters about what waits: to those who may decide, no more often than they want, without its words."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from authors.models import User
from comments.models import Policy, QueueLetter, Report
from comments.moderation import letter_links, telling
from comments.moderation.decisions import Seen, decide
from content.models import Letter
from tests.authors.make import make_author
from tests.blog.make import sign

from ..make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.fixture
def tell(run_tasks):
    """Return a function that lets the beat come at a moment, and gives the letters that it brought."""

    def tell(now=None):
        mail.outbox.clear()
        now = now or timezone.now()
        telling.tell_all(now=now)
        fresh = list(Letter.objects.filter(state="waiting").values_list("pk", flat=True))
        Letter.objects.filter(pk__in=fresh).update(next_try_at=timezone.now())
        run_tasks()
        Letter.objects.filter(pk__in=fresh).update(finished_at=now)
        return list(mail.outbox)

    return tell


def wait(now=None, **fields):
    """A comment that began to wait some minutes ago."""
    return make_comment(status="pending", now=now or timezone.now() - 10 * MINUTE, **fields)


def test_a_moderator_is_told_how_many_wait_and_since_when(moderator, tell):
    wait(article=make_article(title="Salt"))
    wait(article=make_article(title="Water"))
    (letter,) = tell()
    assert letter.to == [moderator.email]
    assert letter.subject.startswith("2 comments wait for you")
    assert letter.body.index("Salt") < letter.body.index("Water")
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter_links.to_stop(moderator)
    assert f"\nList-Unsubscribe: <{stop}>\n" in letter.message().as_string()


def test_no_word_or_name_of_what_is_not_approved_is_in_it(moderator, tell):
    wait(source="Zebra words.", name="Zoltan", email="z@example.org")
    (letter,) = tell()
    for text in (letter.subject, letter.body, letter.alternatives[0].content):
        for words in ("Zebra", "Zoltan", "z@example.org"):
            assert words not in text


def test_nobody_is_told_of_nothing(moderator, tell):
    assert tell() == []
    make_comment(status="approved")
    assert tell() == []


def test_no_second_letter_while_nothing_new_waits(moderator, tell):
    wait()
    now = timezone.now()
    assert len(tell(now)) == 1
    for later in (timedelta(minutes=1), HOUR, DAY, 9 * DAY):
        assert tell(now + later) == []


@pytest.mark.parametrize(("letters", "pause"), [("hourly", HOUR), ("daily", DAY)])
def test_never_more_often_than_wanted_and_then_all_at_once(moderator, tell, letters, pause):
    User.objects.update(letters=letters)
    wait()
    now = timezone.now()
    assert len(tell(now)) == 1
    wait(now=now)
    wait(now=now)
    assert tell(now + pause - timedelta(seconds=1)) == []
    (letter,) = tell(now + pause)
    assert letter.subject.startswith("3 comments")


def test_who_wants_none_gets_none(moderator, tell):
    User.objects.update(letters="none")
    wait()
    assert tell() == []


def test_what_came_while_a_letter_was_written_is_new_the_next_time(moderator, tell):
    wait()
    now = timezone.now()
    assert len(tell(now)) == 1
    wait(now=now - telling.SETTLED / 2)  # began before, and was stored after
    assert len(tell(now + HOUR)) == 1


def test_a_comment_that_is_held_again_is_news_however_old_it_is(moderator, tell):
    comment, now = make_comment(now=timezone.now() - HOUR), timezone.now()
    wait()
    assert len(tell(now)) == 1
    decide([Seen.of(comment)], to="pending", now=now + MINUTE, rule="reported")
    assert len(tell(now + HOUR)) == 1


def test_a_report_is_news_and_leads_to_the_reported(moderator, tell):
    Report.objects.create(
        comment=make_comment(), reporter=make_commenter(trusted=False), reason="abuse",
        reported_at=timezone.now() - 10 * MINUTE,
    )  # fmt: skip
    (letter,) = tell()
    assert letter.subject.startswith("Readers reported something")
    assert "?tab=reported" in letter.body


def test_what_was_decided_before_the_letter_left_is_not_told(moderator, run_tasks):
    comment = wait()
    now = timezone.now()
    telling.tell_all(now=now)
    comment.approve(by=moderator, now=now)
    run_tasks()
    assert mail.outbox == []
    wait(now=now)  # the pause does not count from a letter that was none
    assert telling.tell_all(now=now + 2 * MINUTE) == 1


def test_who_lost_the_right_before_the_letter_left_is_not_told(moderator, run_tasks):
    wait()
    telling.tell_all(now=timezone.now())
    moderator.groups.clear()
    run_tasks()
    assert mail.outbox == []


def test_a_letter_that_is_still_under_way_is_waited_for(moderator):
    wait()
    now = timezone.now()
    assert telling.tell_all(now=now) == 1
    wait(now=now)
    assert telling.tell_all(now=now + 2 * DAY) == 0
    assert Letter.objects.count() == 1


def test_a_clock_that_was_wrong_silences_nobody(moderator):
    sent = Letter.objects.create(
        composer="x", state="sent", enqueued_at=timezone.now(), finished_at=timezone.now() + 9 * DAY
    )
    QueueLetter.objects.create(user=moderator, letter=sent)
    wait()
    assert telling.tell_all(now=timezone.now()) == 1


def test_authors_are_told_of_their_own_articles_where_they_moderate(tell):
    author = make_author(user=make_staff("Author"))
    mine, foreign = make_article(title="Mine"), make_article(title="Foreign")
    sign(mine, author)
    wait(article=foreign)
    wait(article=mine)
    assert tell() == []
    Policy.objects.create(authors_moderate=True)
    (letter,) = tell()
    assert letter.subject.startswith("1 comment waits")
    assert "Mine" in letter.body
    assert "Foreign" not in letter.body


def test_nobody_else_is_told(tell):
    make_author(user=make_staff("Author"))
    User.objects.create_user("reader@example.org", "x", name="Reader")
    make_staff("Moderator")
    User.objects.filter(groups__name="Moderator").update(is_active=False)
    wait()
    assert tell() == []


def test_a_long_queue_is_told_in_a_bounded_letter(moderator, tell, monkeypatch):
    monkeypatch.setattr(telling, "LISTED", 2)
    article = make_article()
    for _ in range(3):
        wait(article=article)
    (letter,) = tell()
    assert letter.body.count("/moderate/") == 2 + 1  # and the one that stops them
    assert "1 more is in the queue." in letter.body


def test_the_queue_of_letters_shows_no_link_that_opens_something(moderator):
    comment = wait()
    composed = telling.what_waits(user_id=moderator.pk)
    assert f"Under “{comment.discussion.article.title}”" in composed.plain().text
    assert "/moderate/" not in composed.plain().text

"""Following: who gets which letter, once, and who gets none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.letters import announcing, digests, followers
from comments.models import Announcement, Commenter, Told
from comments.moderation.banning import ban
from comments.moderation.decisions import undo
from comments.people import following
from comments.people.merging import merge
from comments.privacy.erasing import erase_commenter
from content.models import Letter
from tests.authors.make import make_user
from tests.blog.make import make_category, sign

from ..make import make_article, make_comment
from .make import (
    counted,
    follow_article,
    follow_replies,
    follow_thread,
    letters_to,
    link_in,
    make_reader,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def let_a_day_pass(run_tasks) -> None:
    Told.objects.waiting().update(told_at=timezone.now() - 8 * DAY)
    digests.send_digests(now=timezone.now())
    run_tasks()


def test_follower_of_an_article_gets_each_new_comment(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article)
    comment = make_comment(article=article, source="Fog *all* week.", name="Cy")
    run_tasks()
    [letter] = letters_to(bo)
    assert "Cy commented" in letter.subject
    assert "> Fog all week." in letter.body
    assert f"/comments/{comment.pk}/" in letter.body
    headers = letter.message()
    assert headers["References"].split()[-1] == headers["In-Reply-To"]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_writer_gets_no_letter_about_their_own(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article)
    make_comment(article=article, commenter=bo)
    run_tasks()
    assert not mail.outbox


def test_who_follows_thrice_gets_one_letter(article, run_tasks):
    bo = make_reader()
    own = make_comment(article=article, commenter=bo)
    follow_article(bo, article)
    follow_thread(bo, own)
    follow_replies(bo)
    make_comment(parent=own)
    run_tasks()
    assert len(letters_to(bo)) == 1


def test_follower_of_a_thread_hears_of_no_other(article, run_tasks):
    bo = make_reader()
    first, second = make_comment(article=article), make_comment(article=article)
    follow_thread(bo, first)
    make_comment(parent=second)
    run_tasks()
    assert not mail.outbox
    make_comment(parent=first)
    run_tasks()
    assert len(letters_to(bo)) == 1


def test_follower_of_answers_hears_of_those_to_them_alone(article, run_tasks):
    bo = make_reader()
    own = make_comment(article=article, commenter=bo)
    other = make_comment(article=article)
    follow_replies(bo)
    make_comment(parent=other)
    answer = make_comment(parent=own)
    run_tasks()
    assert [letter.body.count(f"/comments/{answer.pk}/") for letter in letters_to(bo)] == [1]


def test_held_comment_is_told_when_it_is_approved_and_never_twice(article, run_tasks):
    bo, mod = make_reader(), make_user()
    follow_article(bo, article)
    comment = make_comment(article=article, status="pending")
    run_tasks()
    assert not mail.outbox
    comment.approve(by=mod, now=timezone.now())
    run_tasks()
    comment.reject(by=mod, now=timezone.now())
    comment.approve(by=mod, now=timezone.now())
    run_tasks()
    assert len(letters_to(bo)) == 1


def test_comment_that_was_taken_down_before_the_letter_went_is_in_none(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article)
    comment = make_comment(article=article, source="Secret words")
    followers.tell(Announcement.objects.get().pk, now=timezone.now())
    comment.reject(by=make_user(), now=timezone.now())
    run_tasks()
    assert not mail.outbox
    assert Letter.objects.get().state == "not_needed"


def test_name_of_what_is_answered_is_in_no_letter_once_that_was_taken_down(article, run_tasks):
    bo, asked = make_reader(), make_comment(article=article, name="Zoltan")
    follow_article(bo, article)
    make_comment(parent=asked)
    asked.refresh_from_db()
    asked.reject(by=make_user(), now=timezone.now())
    run_tasks()
    [letter] = letters_to(bo)
    assert "Zoltan" not in letter.body


def test_approval_that_was_undone_at_once_is_told_after_the_next(article, run_tasks):
    bo, mod = make_reader(), make_user()
    follow_article(bo, article)
    comment = make_comment(article=article, status="pending")
    comment.approve(by=mod, now=timezone.now())
    undo([comment.decisions.order_by("-pk").first()], by=mod, now=timezone.now())
    run_tasks()
    assert not mail.outbox
    comment.refresh_from_db()
    comment.approve(by=mod, now=timezone.now())
    run_tasks()
    assert len(letters_to(bo)) == 1


def test_nothing_is_sent_after_an_unfollow_though_it_waited(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article)
    make_comment(article=article)
    followers.tell(Announcement.objects.get().pk, now=timezone.now())
    following.unfollow(bo.follows.all())
    run_tasks()
    assert not mail.outbox


def test_one_click_ends_it_without_login_or_token(article, run_tasks, client):
    bo = make_reader()
    follow_article(bo, article)
    make_comment(article=article)
    run_tasks()
    link = link_in(mail.outbox[0], "/me/stop/")
    assert client.get(link).status_code == 200
    assert bo.follows.exists()
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not bo.follows.exists()
    assert counted(article) == 0
    assert strict.post(link).status_code == 200


def test_lively_thread_turns_to_a_daily_letter_and_says_so(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article)
    for _ in range(13):
        make_comment(article=article)
        run_tasks()
    assert len(letters_to(bo)) == 10
    assert "From now on you get one letter a day" in letters_to(bo)[-1].body
    assert "From now on" not in letters_to(bo)[-2].body
    follow = bo.follows.get()
    assert (follow.rhythm, follow.calmed_at is None) == ("daily", False)
    let_a_day_pass(run_tasks)
    [*_, digest] = letters_to(bo)
    assert "3 new things" in digest.subject
    assert "so many letters" in digest.body


def test_digest_tells_all_at_once_and_nothing_twice(article, run_tasks):
    bo = make_reader()
    follow_article(bo, article, rhythm="daily")
    for words in ("One", "Two", "Three"):
        taken_down = make_comment(article=article, source=words)
    run_tasks()
    assert not mail.outbox
    taken_down.reject(by=make_user(), now=timezone.now())
    let_a_day_pass(run_tasks)
    let_a_day_pass(run_tasks)
    [letter] = letters_to(bo)
    assert "One" in letter.body
    assert "Two" in letter.body
    assert "Three" not in letter.body
    assert "/me/stop/" in letter.message()["List-Unsubscribe"]


def test_digest_waits_for_its_day(article, run_tasks):
    follow_article(make_reader(), article, rhythm="weekly")
    make_comment(article=article)
    run_tasks()
    assert digests.send_digests(now=timezone.now() + 6 * DAY) == 0
    assert digests.send_digests(now=timezone.now() + 8 * DAY) == 1


@pytest.mark.parametrize("scope", ["site", "category", "author"])
def test_new_article_is_told_once_to_who_asked_for_it(scope, run_tasks):
    bo, author = make_reader(), make_user(name="Ines")
    category = make_category()
    from authors.models import Author

    author = Author.objects.create(name="Ines", slug="ines", user=author)
    target = {"scope": scope}
    target |= {"category_id": category.pk} if scope == "category" else {}
    target |= {"author_id": author.pk} if scope == "author" else {}
    following.follow(bo, target, rhythm="at_once", now=timezone.now())
    now = timezone.now()
    new = make_article(title="Fresh", published_at=now - DAY / 2, category=category)
    sign(new, author)
    make_article(title="Later", published_at=now + DAY, category=category)
    make_article(title="Imported", published_at=now - 30 * DAY, category=category)
    for _ in range(2):
        announcing.look_for_news(now=now)
        run_tasks()
    assert [letter.subject for letter in letters_to(bo)] == ["Fresh"]


def test_banned_erased_and_merged_people_are_respected(article, run_tasks):
    banned, erased, kept, gone = (make_reader() for _ in range(4))
    for person in (banned, erased, kept, gone):
        follow_article(person, article)
    ban(by=make_user(), now=timezone.now(), commenter=banned)
    erase_commenter(erased, by=None, now=timezone.now())
    merge(kept=kept, gone=gone, by=None, now=timezone.now())
    assert counted(article) == 2
    make_comment(article=article)
    run_tasks()
    kept.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [[kept.mailbox]]
    assert not Told.objects.filter(commenter=erased).exists()


def test_merging_gives_no_second_letter_about_the_same_comment(article, run_tasks):
    kept, gone = make_reader(), make_reader()
    follow_article(kept, article)
    follow_article(gone, article, rhythm="daily")
    make_comment(article=article)
    run_tasks()
    merge(kept=kept, gone=gone, by=None, now=timezone.now())
    let_a_day_pass(run_tasks)
    assert len(mail.outbox) == 1


def test_two_people_with_one_mailbox_get_one_letter(article, run_tasks):
    user = make_user(email="bo@example.org")
    member = Commenter(user=user, is_member=True, name="Bo").settled()
    guest = make_reader(address="BO@example.org")
    follow_article(member, article)
    follow_article(guest, article)
    make_comment(article=article)
    run_tasks()
    assert len(mail.outbox) == 1

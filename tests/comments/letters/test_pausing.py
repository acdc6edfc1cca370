"""People whom letters do not reach: they see it, and have them again once they confirm their address."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from authors.letters import send_password_reset
from comments.letters import links
from comments.models import Commenter, Confirmation
from comments.privacy import export
from comments.privacy.erasing import erase_commenter
from content.post import pausing
from tests.authors.make import make_user

from ..make import make_comment
from ..visits import post
from .make import follow_article, letters_to, link_in, make_reader

pytestmark = pytest.mark.django_db
CAME_BACK = "Letters to you came back"


@pytest.fixture
def bo():
    reader = make_reader()
    pausing.pause(reader.mailbox, why="returned", now=timezone.now() - timedelta(minutes=5))
    return reader


def test_follower_whose_letters_came_back_gets_none(article, bo, run_tasks):
    follow_article(bo, article)
    make_comment(article=article)
    run_tasks()
    assert not mail.outbox


def test_writer_whose_typed_address_is_paused_is_told_nothing(client, article, run_tasks):
    pausing.pause("ana@example.org", why="unwanted", now=timezone.now())
    post(client, article, email="ana@example.org", tell="on")
    make_comment(article=article)
    Commenter.objects.first().comments.get().approve(by=make_user(), now=timezone.now())
    run_tasks()
    assert not mail.outbox


def test_person_sees_it_and_confirms_to_have_letters_again(client, article, bo, run_tasks):
    follow_article(bo, article)
    page = client.get(links.my_page(bo)).content.decode()
    assert CAME_BACK in page
    assert client.post("/me/link/", {"email": bo.mailbox}).status_code == 303
    run_tasks()
    [letter] = letters_to(bo)
    link = link_in(letter, "/me/confirm/")
    assert bo.mailbox in client.get(link).content.decode()
    assert pausing.pause_of(bo.mailbox)
    assert CAME_BACK not in client.post(link, follow=True).content.decode()
    assert pausing.pause_of(bo.mailbox) is None
    make_comment(article=article)
    run_tasks()
    assert len(letters_to(bo)) == 2


def test_link_that_was_asked_for_before_the_letters_came_back_resumes_nothing(client, bo):
    before = timezone.now() - timedelta(days=1)
    asked = Confirmation.objects.create(address=bo.mailbox, asked_at=before)
    client.post(links.confirm(asked))
    assert pausing.pause_of(bo.mailbox)


def test_following_anew_by_double_opt_in_resumes(client, article, bo, run_tasks):
    choice = {"scope": "article", "rhythm": "daily", "email": bo.mailbox}
    client.post(f"/articles/{article.slug}/follow/", choice)
    run_tasks()
    client.post(link_in(letters_to(bo)[0], "/me/confirm/"))
    assert pausing.pause_of(bo.mailbox) is None


def test_member_without_a_comment_confirms_from_the_page_of_letters(client, run_tasks):
    user = make_user(email="mo@example.org")
    pausing.pause(user.email, why="unwanted", now=timezone.now())
    client.force_login(user)
    assert b"reported as unwanted" in client.get("/account/letters/").content
    client.post("/me/link/", {"email": user.email})
    run_tasks()
    client.post(link_in(mail.outbox[0], "/me/confirm/"))
    assert pausing.pause_of(user.email) is None


def test_nobody_is_written_to_at_a_paused_address_that_is_nobodys(client, run_tasks):
    pausing.pause("nobody@example.org", why="returned", now=timezone.now())
    client.post("/me/link/", {"email": "nobody@example.org"})
    run_tasks()
    assert not mail.outbox


def test_letters_about_an_account_go_to_a_paused_address(run_tasks):
    user = make_user(email="mo@example.org")
    pausing.pause(user.email, why="unwanted", now=timezone.now())
    send_password_reset(user.email, now=timezone.now())
    run_tasks()
    assert [letter.to for letter in mail.outbox] == [[user.email]]


def test_moderators_see_on_a_persons_page_that_letters_are_paused(client, bo):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    page = client.get(f"/admin/comments/commenter/{bo.pk}/change/").content.decode()
    assert "paused (letters came back)" in page


def test_pause_is_in_the_export_and_outlives_its_erased_owner_as_a_number(bo):
    address = bo.mailbox
    assert [row["why"] for row in export.export_of(bo)["paused_letters"]] == ["returned"]
    erase_commenter(bo, by=None, now=timezone.now())
    assert pausing.pause_of(address)

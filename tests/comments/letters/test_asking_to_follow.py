"""Where guests and members ask to follow, and how a guest confirms it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.letters import confirming, links
from comments.models import Commenter, Confirmation, Follow, Policy
from content.models import Letter
from tests.authors.make import make_user

from ..make import make_comment
from ..visits import post
from .make import follow_url, link_in

pytestmark = pytest.mark.django_db
ANA = "ana@example.org"
CHOICE = {"scope": "article", "rhythm": "daily", "email": ANA}


def test_guest_follows_by_double_opt_in(client, article, run_tasks):
    response = client.post(follow_url(article), CHOICE)
    assert response.status_code == 303
    run_tasks()
    assert not Follow.objects.exists()
    link = link_in(mail.outbox[0], "/me/confirm/")
    client.get(link)
    assert not Follow.objects.exists()
    page = client.post(link, follow=True)
    follow = Follow.objects.get()
    assert (follow.commenter.verified_email, follow.rhythm) == (ANA, "daily")
    assert article.title in page.content.decode()
    client.post(link)
    assert Follow.objects.count() == 1


def test_confirming_elsewhere_does_not_make_the_asking_browser_the_owner(
    client, article, run_tasks
):
    """A stranger may ask in somebody's name: their browser must not become that person's."""
    post(client, article)
    stranger = Commenter.objects.get()
    client.post(follow_url(article), CHOICE)
    run_tasks()
    type(client)().post(link_in(mail.outbox[0], "/me/confirm/"))
    stranger.refresh_from_db()
    assert stranger.verified_email is None
    assert Follow.objects.get().commenter != stranger


def test_confirming_in_the_same_browser_makes_its_guest_the_owner(client, article, run_tasks):
    post(client, article)
    client.post(follow_url(article), CHOICE)
    run_tasks()
    client.post(link_in(mail.outbox[0], "/me/confirm/"))
    assert Follow.objects.get().commenter == Commenter.objects.get()


def test_unfollowed_by_hand_a_used_link_follows_no_more(client, article, run_tasks):
    client.post(follow_url(article), CHOICE)
    run_tasks()
    link = link_in(mail.outbox[0], "/me/confirm/")
    client.post(link)
    Follow.objects.all().delete()
    client.post(link)
    assert not Follow.objects.exists()


def test_member_follows_directly(client, article):
    user = make_user()
    client.force_login(user)
    assert b'name="email"' not in client.get(follow_url(article)).content
    client.post(follow_url(article), {"scope": "replies", "rhythm": "at_once"})
    assert Follow.objects.get().commenter.user == user
    assert not Letter.objects.exists()


def test_thread_that_is_not_shown_cannot_be_followed(client, article):
    held = make_comment(article=article, status="pending")
    address = f"{follow_url(article)}?thread={held.tree_id}"
    assert client.get(address).status_code == 404
    assert client.get(f"{follow_url(article)}?thread=x").status_code == 404


def test_new_articles_are_asked_for_on_a_page_of_their_own(client):
    assert client.get("/follow/?category=none").status_code == 404
    form = {"scope": "site", "rhythm": "at_once", "email": ANA}
    assert client.post("/follow/", form).status_code == 303
    assert Confirmation.objects.get().wish == {"scope": "site", "rhythm": "at_once"}


def test_what_is_missing_is_said_beside_its_question(client, article):
    response = client.post(follow_url(article), {"scope": "thread", "rhythm": "hourly"})
    assert response.status_code == 422
    assert response.content.count(b"field-error") >= 3


@pytest.mark.parametrize(("days", "opens"), [(7, False), (9, True)])
def test_policy_says_how_long_an_address_waits_to_be_confirmed(client, article, days, opens):
    Policy.objects.create(confirmations_kept_days=days)
    wish = {"scope": "site", "rhythm": "daily"}
    asked_at = timezone.now() - timedelta(days=8)
    asked = Confirmation.objects.create(address=ANA, wish=wish, asked_at=asked_at)
    link = links.confirm(asked)
    assert client.get(link).status_code == (200 if opens else 404)
    client.post(link)
    assert Follow.objects.exists() == opens
    confirming.forget_confirmations()
    assert Confirmation.objects.exists() == opens

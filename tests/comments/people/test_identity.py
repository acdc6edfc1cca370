"""Who is known by a cookie, and how one stops being known."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import signing

from comments.models import Comment, Commenter
from comments.people import identity

from ..make import let_time_pass, make_article
from ..visits import mine_url, post, reply_url

pytestmark = pytest.mark.django_db

OFFER = "Not Ana? Forget me"


def test_whoever_takes_over_a_browser_says_so_and_is_somebody_else(client):
    article = make_article()
    assert OFFER not in client.get(reply_url(article)).content.decode()
    post(client, article, body="Words of Ana.")
    html = client.get(reply_url(article)).content.decode()
    assert html.index("Post comment") < html.index(OFFER)  # the Enter key presses the first button
    response = post(client, article, name="Ana", body="Half a thought.", forget="1")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Half a thought." in html
    assert OFFER not in html
    assert 'value="Ana"' not in html
    assert "Words of Ana." not in client.get(mine_url(article)).content.decode()
    let_time_pass()
    post(client, article, name="Ben", body="Words of Ben.")
    assert Commenter.objects.count() == 2
    assert Comment.objects.count() == 2


def test_a_member_is_not_asked_and_sees_under_which_name_they_post(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    client.force_login(user)
    article = make_article()
    post(client, article)
    form = client.get(reply_url(article)).content.decode()
    assert 'name="forget"' not in form
    assert "You post as <bdi>Mia</bdi>." in form


def test_all_who_ask_at_once_by_one_cookie_are_one(rf, monkeypatch):
    """Fifty clicks: where another one was stored just now, this one is of the same person."""
    request = rf.get("/")
    request.user = AnonymousUser()
    request.COOKIES[identity.COOKIE] = signing.dumps("t" * 20, salt=identity.SALT)
    asked = identity.commenter_of

    def beaten(request):
        found = asked(request)
        Commenter.objects.create(token="t" * 20)
        return found

    monkeypatch.setattr(identity, "commenter_of", beaten)
    found = identity.commenter_for_posting(request, "Ana").settled()
    assert found == Commenter.objects.get()

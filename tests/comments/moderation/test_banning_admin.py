"""Bans in the admin: made from a comment or the queue, listed, lifted, and by whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban
from comments.moderation import banning

from ..make import make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

NETWORK = "a" * 32


def ban(**fields):
    return banning.ban(**{"by": None, "now": timezone.now()} | fields)


ADD = reverse("admin:comments_ban_add")
TYPED = {"whom": "person", "lasts": "usual", "reason": "Insults", "existing": "leave"}


def test_a_ban_is_made_from_a_comment_with_its_neighbours_in_view(client, moderator):
    ana = make_commenter(name="Neighbour")
    make_comment(commenter=ana, network=NETWORK)
    comment = make_comment(network=NETWORK, email="troll@spam.test", status="pending")
    url = f"{ADD}?comment={comment.pk}"
    html = client.get(url).content.decode()
    assert "Neighbour" in html
    assert "troll@spam.test" in html
    assert NETWORK not in html
    assert not Ban.objects.exists()
    client.post(url, TYPED | {"whom": "network", "existing": "reject"})
    made = Ban.objects.get()
    assert (made.network_hash, made.banned_by, made.reason) == (NETWORK, moderator, "Insults")
    assert made.ends_at - made.banned_at == timedelta(days=30)
    comment.refresh_from_db()
    assert comment.status == "rejected"


def test_from_the_queue_a_ban_leads_back_to_it_with_one_undo_for_both(client, moderator):
    comment = make_comment(status="pending")
    queue = reverse("admin:comments_queue")
    html = client.get(queue, {"rule": ""}).content.decode()
    link = f"{ADD}?comment={comment.pk}&amp;from=queue&amp;tab=pending"
    assert link in html
    answer = client.post(link.replace("&amp;", "&"), TYPED | {"existing": "spam"}, follow=True)
    assert answer.redirect_chain == [(f"{queue}?tab=pending", 302)]
    html = answer.content.decode()
    assert "1 comment decided" in html
    assert reverse("admin:comments_queue_action", args=[Ban.objects.get().batch_id]) in html


def test_a_person_is_banned_for_good_unless_said_otherwise(client, moderator):
    ana = make_commenter()
    client.post(f"{ADD}?person={ana.pk}", TYPED)
    client.post(f"{ADD}?person={ana.pk}", TYPED | {"lasts": "7"})
    first, second = Ban.objects.order_by("pk")
    assert first.ends_at is None
    assert second.ends_at - second.banned_at == timedelta(days=7)


@pytest.mark.parametrize(
    "fields",
    [
        {"whom": "network"},
        {"whom": "address", "email_pattern": "*"},
        {"whom": "address", "email_pattern": "*@*.x"},
        {"whom": "person", "reason": ""},
        {"whom": "nobody"},
    ],
)
def test_a_ban_that_makes_no_sense_is_asked_for_again(client, moderator, fields):
    response = client.post(f"{ADD}?person={make_commenter().pk}", TYPED | fields)
    assert response.status_code == 422
    assert not Ban.objects.exists()


@pytest.mark.parametrize("query", ["comment=0", "comment=x", "person=99999", "person="])
def test_a_ban_of_somebody_who_is_not_there_is_not_found(client, moderator, query):
    assert client.get(f"{ADD}?{query}").status_code == 404


def test_bans_are_listed_and_lifted(client, moderator):
    made, other = ban(email_pattern="*@spam.test"), ban(email_pattern="*@ham.test")
    changelist = reverse("admin:comments_ban_changelist")
    assert "*@spam.test" in client.get(changelist, {"state": "in-force"}).content.decode()
    lift = reverse("admin:comments_ban_lift", args=[made.pk])
    assert client.get(lift).status_code == 405
    client.post(lift)
    made.refresh_from_db()
    assert (made.lifted_by, bool(made.lifted_at)) == (moderator, True)
    client.post(changelist, {"action": "lift_chosen", "_selected_action": [other.pk]})
    assert not Ban.objects.in_force(timezone.now()).exists()


@pytest.mark.parametrize("role", ["Author", None])
def test_others_neither_see_nor_make_nor_lift_bans(client, role):
    made, ana = ban(email_pattern="*@spam.test"), make_commenter()
    if role:
        client.force_login(make_staff(role))
    names = ("changelist", "add")
    urls = [reverse(f"admin:comments_ban_{name}") for name in names]
    for url in (*urls, reverse("admin:comments_ban_change", args=[made.pk])):
        assert client.get(url).status_code in {302, 403}
    client.post(f"{ADD}?person={ana.pk}", TYPED)
    client.post(reverse("admin:comments_ban_lift", args=[made.pk]))
    assert list(Ban.objects.in_force(timezone.now())) == [made]

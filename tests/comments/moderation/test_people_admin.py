"""A person's page for moderators: the whole story, notes, and two guests who are one."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from comments.models import Commenter, CommenterNote

from ..make import make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db


def url(name, person):
    return reverse(f"admin:comments_commenter_{name}", args=[person.pk])


@pytest.fixture
def moderator(client):
    user = make_staff("Moderator")
    client.force_login(user)
    return user


def test_the_page_tells_the_whole_story(client, moderator):
    ana = make_commenter(name="Ana")
    comment = make_comment(commenter=ana, status="pending", source="Held words.")
    comment.reject(by=moderator, now=comment.posted_at, reason="rude")
    CommenterNote.objects.create(commenter=ana, author=moderator, text="Warned in May.")
    html = client.get(url("change", ana)).content.decode()
    for words in ("Held words.", "Warned in May.", "rude", "2 comments"):
        assert words in html


def test_its_queries_do_not_grow_with_what_was_said(
    client, moderator, django_assert_max_num_queries
):
    ana = make_commenter()
    for _ in range(3):
        make_comment(commenter=ana).reject(by=moderator, now=ana.first_seen_at)
    with django_assert_max_num_queries(25) as few:
        client.get(url("change", ana))
    for _ in range(5):
        make_comment(commenter=ana).reject(by=moderator, now=ana.first_seen_at)
    with django_assert_max_num_queries(len(few)):
        client.get(url("change", ana))


def test_always_reviewing_somebody_is_a_tick(client, moderator):
    ana = make_commenter(name="Ana")
    client.post(url("change", ana), {"is_always_held": "on", "name": "Forged"})
    ana.refresh_from_db()
    assert (ana.is_always_held, ana.name) == (True, "Ana")


def test_a_note_is_kept_with_its_author(client, moderator):
    ana = make_commenter()
    client.post(url("note", ana), {"text": "Be patient."})
    client.post(url("note", ana), {"text": ""})
    note = CommenterNote.objects.get()
    assert (note.commenter, note.author, note.text) == (ana, moderator, "Be patient.")


def test_merging_shows_both_before_it_is_done(client, moderator):
    ana, ana_too = make_commenter(name="Ana"), make_commenter(name="Ana too")
    html = client.post(url("merge", ana), {"other": ana_too.pk}).content.decode()
    assert "Ana too" in html
    ana_too.refresh_from_db()
    assert ana_too.merged_into is None
    client.post(url("merge", ana), {"other": ana_too.pk, "confirmed": "on"})
    ana_too.refresh_from_db()
    assert ana_too.merged_into == ana
    changelist = client.get(reverse("admin:comments_commenter_changelist")).content.decode()
    assert "Ana too" not in changelist
    assert client.get(url("merge", ana_too)).status_code == 404


@pytest.mark.parametrize("other", ["", "x", "0", "99999999", "9" * 40, "itself"])
def test_merging_with_nobody_is_asked_again(client, moderator, other):
    ana = make_commenter()
    fields = {"other": ana.pk if other == "itself" else other, "confirmed": "on"}
    assert client.post(url("merge", ana), fields).status_code == 422
    assert not Commenter.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("role", ["Author", None])
def test_others_see_no_person_and_change_none(client, role):
    ana, ben = make_commenter(), make_commenter()
    if role:
        client.force_login(make_staff(role))
    for name in ("change", "merge"):
        assert client.get(url(name, ana)).status_code in {302, 403}
    client.post(url("note", ana), {"text": "x"})
    client.post(url("merge", ana), {"other": ben.pk, "confirmed": "on"})
    client.post(url("change", ana), {"is_always_held": "on"})
    ana.refresh_from_db()
    ben.refresh_from_db()
    assert (ana.is_always_held, ben.merged_into) == (False, None)
    assert not CommenterNote.objects.exists()


def test_a_person_cannot_be_added_or_deleted_by_hand(client):
    client.force_login(get_user_model().objects.create_superuser("a@example.org", "x", name="A"))
    ana = make_commenter()
    assert client.get(reverse("admin:comments_commenter_add")).status_code == 403
    assert client.post(url("delete", ana), {"post": "yes"}).status_code == 403

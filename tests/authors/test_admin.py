"""Accounts and profiles in the admin: nobody gives away more than they have."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from authors.models import Author, User
from tests.authors.make import (
    make_author,
    make_editor,
    make_group,
    make_user,
    make_writer,
    signed_in,
)

pytestmark = pytest.mark.django_db
USERS = "/admin/authors/user/"
PROFILES = "/admin/authors/author/"


def make_root():
    return make_user(name="Root", is_staff=True, is_superuser=True)


def make_keeper():
    """Somebody who manages accounts and nothing else."""
    keeping = ["add_user", "change_user", "view_user", "delete_user"]
    return make_user(name="Kit", is_staff=True, groups=[make_group("Keepers", *keeping)])


def profile_form(**fields) -> dict:
    rows = {
        "links-TOTAL_FORMS": 0,
        "links-INITIAL_FORMS": 0,
        "links-MIN_NUM_FORMS": 0,
        "links-MAX_NUM_FORMS": 1000,
    }
    words = {"name": "Wanda", "slug": "wanda", "role": "", "credentials": "", "biography": ""}
    return words | rows | fields


def test_adding_somebody_invites_them(run_tasks):
    group = make_group("Author")
    response = signed_in(make_root()).post(
        USERS + "add/", {"email": "Bo@Example.org", "name": "Bo", "groups": [group.pk]}
    )
    assert response.status_code == 302
    user = User.objects.get(email="bo@example.org")
    assert not user.has_usable_password()
    assert user.is_staff
    assert Author.objects.filter(user=user).exists()
    run_tasks()
    assert mail.outbox[0].to == ["bo@example.org"]


def test_same_address_in_another_case_is_refused():
    make_user(email="bo@example.org")
    response = signed_in(make_root()).post(
        USERS + "add/", {"email": "BO@EXAMPLE.ORG", "name": "Bo"}
    )
    assert response.status_code == 200
    assert b"is here already" in response.content


def test_invitation_goes_to_those_who_have_not_answered(run_tasks):
    waiting, settled = make_user(password=None), make_user()
    gone = make_user(password=None, is_active=False)
    signed_in(make_root()).post(
        USERS,
        {"action": "send_invitation", "_selected_action": [waiting.pk, settled.pk, gone.pk]},
    )
    run_tasks()
    assert [letter.to for letter in mail.outbox] == [[waiting.email]]


@pytest.mark.parametrize("field", ["is_superuser", "user_permissions", "groups"])
def test_keeper_cannot_give_what_they_do_not_have(field):
    target = make_user(is_staff=True)
    group = make_group("Power", "change_article")
    permission = Permission.objects.get(codename="change_article")
    values = {"is_superuser": "on", "user_permissions": [permission.pk], "groups": [group.pk]}
    signed_in(make_keeper()).post(
        reverse("admin:authors_user_change", args=[target.pk]),
        {"email": target.email, "name": "Bo", "is_active": "on", field: values[field]},
    )
    target.refresh_from_db()
    assert not target.is_superuser
    assert not target.get_all_permissions()


def test_keeper_cannot_touch_those_above_them():
    keeper = signed_in(make_keeper())
    strong = make_user(groups=[make_group("Power", "change_article")])
    for target in (make_root(), strong):
        path = reverse("admin:authors_user_change", args=[target.pk])
        form = {"email": "taken@example.org", "name": "X"}
        assert keeper.post(path, form).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[target.pk])
        assert keeper.get(password).status_code == 403
        assert keeper.get(f"{USERS}{target.pk}/delete/").status_code == 403
        target.refresh_from_db()
        assert target.email != "taken@example.org"


def test_writer_edits_their_own_profile_and_no_other():
    writer, other = make_writer(), make_writer("Olga")
    client = signed_in(writer.user)
    form = profile_form(biography="One\n\n<b>Two</b>", slug="stolen")
    client.post(reverse("admin:authors_author_change", args=[writer.pk]), form)
    writer.refresh_from_db()
    assert writer.biography_html == "<p>One</p>\n\n<p>&lt;b&gt;Two&lt;/b&gt;</p>"
    assert writer.slug != "stolen"
    path = reverse("admin:authors_author_change", args=[other.pk])
    assert client.post(path, form).status_code == 403


def test_writer_reads_no_address_of_others():
    writer = make_writer()
    secret = make_user(email="secret@example.org", name="")
    other = make_author(name="Olga", user=secret)
    client = signed_in(writer.user)
    for path in (PROFILES, reverse("admin:authors_author_change", args=[other.pk])):
        page = client.get(path)
        assert page.status_code == 200
        assert b"secret@example.org" not in page.content
    assert client.get(USERS).status_code == 403
    assert b"Olga" not in client.get(PROFILES, {"q": "secret@example.org"}).content


def test_writer_adds_and_deletes_no_profile():
    writer = make_writer()
    client = signed_in(writer.user)
    assert client.get(PROFILES + "add/").status_code == 403
    assert client.get(f"{PROFILES}{writer.pk}/delete/").status_code == 403


def test_editor_edits_every_profile():
    author = make_author()
    path = reverse("admin:authors_author_change", args=[author.pk])
    response = signed_in(make_editor()).post(path, profile_form(name="Renamed"))
    assert response.status_code == 302
    author.refresh_from_db()
    assert author.name == "Renamed"


def test_biography_out_of_bounds_is_said(monkeypatch):
    monkeypatch.setattr("content.markup.bounds.MAX_ARTICLE_OPENINGS", 2_000)
    author = make_author()
    path = reverse("admin:authors_author_change", args=[author.pk])
    response = signed_in(make_editor()).post(path, profile_form(biography="a\n" * 2499))
    assert response.status_code == 200
    assert b"errorlist" in response.content


@pytest.mark.parametrize("path", [USERS, USERS + "add/", PROFILES, PROFILES + "add/"])
def test_every_list_and_form_opens_for_the_administrator(path):
    assert signed_in(make_root()).get(path).status_code == 200


@pytest.mark.parametrize("path", [USERS, PROFILES])
def test_readers_do_not_reach_people(client, path):
    assert client.get(path).url.startswith("/admin/login/")
    assert signed_in(make_user()).get(path).url.startswith("/admin/login/")

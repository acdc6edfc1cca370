"""Passwords, invitations and the first administrator."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from authors.invitations import invite
from authors.models import Author, User
from blog.models import SiteSettings
from tests.authors.make import PASSWORD, make_group, make_user

pytestmark = pytest.mark.django_db

NEW = "another green river"


def link_in(letter) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/account/\S+)", letter.body)[1]


def ask_for_letter(client, email: str, **extra):
    return client.post("/account/password/reset/", {"email": email}, **extra)


def test_forgotten_password_is_set_by_letter(client, run_tasks):
    user = make_user(email="ada@example.org")
    ask_for_letter(client, " ADA@example.org")
    run_tasks()
    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "\n" not in letter.subject
    assert letter.alternatives
    page = client.get(link_in(letter), follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_link_in_the_letter_works_once(client, run_tasks):
    make_user(email="ada@example.org")
    ask_for_letter(client, "ada@example.org")
    run_tasks()
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    client.session.flush()
    assert b"used up" in client.get(link, follow=True).content


def test_host_header_has_no_part_in_the_link(client, run_tasks, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_user(email="ada@example.org")
    ask_for_letter(client, "ada@example.org", HTTP_HOST="evil.example")
    run_tasks()
    letter = mail.outbox[0]
    assert "evil.example" not in letter.subject + letter.body + letter.alternatives[0].content


def test_unknown_address_gets_the_same_answer_for_the_same_work(client, run_tasks):
    make_user(email="ada@example.org")
    ask_for_letter(client, "warm@example.org")
    known, known_work = answer_and_work(client, "ada@example.org")
    unknown, unknown_work = answer_and_work(client, "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known_work == unknown_work
    run_tasks()
    assert len(mail.outbox) == 1


def answer_and_work(client, email):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = ask_for_letter(client, email)
    return response, [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in queries]


def test_address_of_a_letter_is_not_kept_in_the_queue(client):
    ask_for_letter(client, "nobody@example.org")
    assert "nobody" not in str(DBTaskResult.objects.values_list("args_kwargs", flat=True))


def test_nobody_can_flood_a_mailbox(client, run_tasks):
    make_user(email="ada@example.org")
    for _ in range(5):
        ask_for_letter(client, "ada@example.org")
    run_tasks()
    assert len(mail.outbox) == 1


def test_inactive_account_gets_no_letter(client, run_tasks):
    make_user(email="ada@example.org", is_active=False)
    ask_for_letter(client, "ada@example.org")
    run_tasks()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/x/y/",
        "/account/password/reset/%00/y-z/",
        "/account/password/reset/OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/c-d/",
        "/account/password/reset/MQ/" + "a" * 10_000 + "/",
        "/account/password/reset/MQ/%00-%FF/",
    ],
)
def test_odd_link_is_used_up(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert b"used up" in response.content


def test_odd_address_is_refused(client):
    for odd in ("", "nobody", "a\x00@example.org", "a" * 300 + "@example.org", "a@b\n.org"):
        response = ask_for_letter(client, odd)
        assert response.status_code == 200
        assert b"field-error" in response.content
    assert not DBTaskResult.objects.exists()


def test_password_is_changed_by_who_knows_the_old_one(client):
    user = make_user()
    client.force_login(user)
    form = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert b"field-error" in client.post("/account/password/", form).content
    client.post("/account/password/", form | {"old_password": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_stranger_is_asked_to_sign_in_before_changing_a_password(client):
    assert client.get("/account/password/").url.startswith("/admin/login/")


def test_invited_author_gets_a_letter_and_a_profile(run_tasks, client):
    make_group("Author")
    call_command("invite", "Bo@Example.org", name="Bo Berg", role="author")
    run_tasks()
    user = User.objects.get(email="bo@example.org")
    assert user.is_staff
    assert not user.has_usable_password()
    assert Author.objects.get(user=user).slug == "bo-berg"
    page = client.get(link_in(mail.outbox[0]), follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    assert client.login(request=page.wsgi_request, username="bo@example.org", password=NEW)


def test_second_invitation_sends_a_second_letter_and_makes_nothing_new(run_tasks):
    make_group("Author")
    for _ in range(2):
        invite(email="bo@example.org", name="Bo", role="Author")
    run_tasks()
    assert len(mail.outbox) == 2
    assert User.objects.count() == Author.objects.count() == 1


def test_who_has_a_password_is_not_invited():
    make_user(email="bo@example.org")
    with pytest.raises(ValidationError):
        invite(email="BO@example.org", name="Bo")


def test_namesakes_have_addresses_of_their_own():
    make_group("Author")
    for number in range(3):
        invite(email=f"bo{number}@example.org", name="Bo", role="Author")
    assert set(Author.objects.values_list("slug", flat=True)) == {"bo", "bo-2", "bo-3"}


@pytest.mark.parametrize(
    ("email", "role"),
    [("nobody", "Moderator"), ("a@example.org", "King"), ("a\x00@b.org", "Moderator")],
)
def test_odd_invitation_is_refused_and_leaves_nothing(email, role):
    make_group("Moderator")
    with pytest.raises(CommandError):
        call_command("invite", email, name="Bo", role=role)
    assert not User.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_first_administrator_types_a_password_twice(monkeypatch):
    answers(monkeypatch, NEW, NEW)
    call_command("create_administrator", "root@example.org")
    user = User.objects.get()
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password(NEW)


@pytest.mark.parametrize(
    "typed",
    [
        ("short", "short"),
        ("password1", "password1"),
        (NEW, "else"),
        ("root@example", "root@example"),
    ],
)
def test_weak_or_mistyped_password_makes_no_administrator(monkeypatch, typed):
    answers(monkeypatch, *typed)
    with pytest.raises(CommandError):
        call_command("create_administrator", "root@example.org")
    assert not User.objects.exists()


def test_administrator_can_be_invited_instead(run_tasks):
    call_command("create_administrator", "root@example.org", invite=True)
    run_tasks()
    assert User.objects.get().is_superuser
    assert mail.outbox[0].to == ["root@example.org"]


def test_name_in_a_letter_is_only_a_name(run_tasks):
    Group.objects.get_or_create(name="Moderator")
    invite(email="bo@example.org", name='<b>Bo</b>" & Co', role="Moderator")
    run_tasks()
    letter = mail.outbox[0]
    assert '<b>Bo</b>" & Co' in letter.body
    assert "<b>Bo</b>" not in letter.alternatives[0].content


def answers(monkeypatch, *passwords):
    waiting = iter(passwords)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(waiting))


def test_sign_in_page_leads_to_the_forgotten_password(client):
    assert b'href="/account/password/reset/"' in client.get("/admin/login/").content


def test_the_page_to_sign_in_names_the_site(client):
    SiteSettings.objects.create(pk=1, name="Slack Water")
    html = client.get("/admin/login/").content.decode()
    assert "– Slack Water</title>" in html
    assert ">Slack Water</a>" in html


def test_somebody_chooses_how_often_letters_come(client):
    user = make_user()
    client.force_login(user)
    url = reverse("account:letters")
    assert user.email in client.get(url).content.decode()
    assert client.post(url, {"letters": "daily"}).status_code == 302
    user.refresh_from_db()
    assert user.letters == "daily"
    assert client.post(url, {"letters": "always"}).status_code == 422
    assert client.post(url, {"letters": "none", "is_superuser": "on"}).status_code == 302
    user.refresh_from_db()
    assert (user.letters, user.is_superuser) == ("none", False)


def test_nobody_chooses_for_others(client):
    user = make_user()
    response = client.post(reverse("account:letters"), {"letters": "none"})
    assert (response.status_code, reverse("admin:login") in response.url) == (302, True)
    user.refresh_from_db()
    assert user.letters == "hourly"

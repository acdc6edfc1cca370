"""Addresses that letters came back from: nothing goes there but what their owners ask for."""

import smtplib
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from content import post
from content.models import Letter, PausedAddress
from content.post import pausing, waits
from tests.authors.make import make_user

from .composers import PATH
from .test_delivery import enqueue, faults  # noqa: F401

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def pause(address=ADA, *, why="returned", now=None):
    pausing.pause(address, why=why, now=now or timezone.now())


def refusal(code: int, words: bytes):
    return smtplib.SMTPRecipientsRefused({ADA: (code, words)})


REFUSALS = [
    (550, b"5.1.1 no such user", True),
    (550, b"no such user", True),
    (550, b"5.2.1 mailbox disabled", True),
    (553, b"5.1.3 bad address", True),
    (550, b"5.1.10 null MX", True),
    (550, b"5.7.1 your network is blocked", False),
    (550, b"5.1.8 bad sender", False),
    (552, b"5.2.2 mailbox full", False),
    (554, b"relay access denied", False),
    (450, b"4.2.1 later", False),
]


@pytest.mark.parametrize(("code", "words", "is_unknown"), REFUSALS)
def test_only_a_mailbox_that_is_not_there_is_taken_for_unknown(code, words, is_unknown):
    assert waits.unknown_mailboxes(refusal(code, words)) == [ADA] * is_unknown


def test_address_that_the_server_does_not_know_gets_no_second_letter(run_tasks, faults):  # noqa: F811
    enqueue()
    faults += [refusal(550, b"5.1.1 unknown")]
    run_tasks()
    second = enqueue(about={"to": "ADA@example.org"})
    run_tasks()
    second.refresh_from_db()
    assert (second.state, second.problem) == ("not_needed", pausing.PROBLEM)
    assert not mail.outbox


def test_what_its_owner_asks_for_goes_to_a_paused_address(run_tasks):
    pause()
    post.enqueue(f"{PATH}.greeting", about={"to": ADA, "is_asked_for": True}, now=timezone.now())
    run_tasks()
    assert len(mail.outbox) == 1


def test_address_is_not_stored_and_found_in_any_case_and_under_former_keys(settings):
    pause("Ada@Example.org")
    assert "example" not in str(PausedAddress.objects.values()).lower()
    assert pausing.pause_of(ADA)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 9
    assert pausing.pause_of(ADA) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert pausing.pause_of(ADA)
    assert pausing.pause_of("") is None


def test_pause_ends_by_an_answer_to_what_was_asked_after_it_began():
    now = timezone.now()
    pause(now=now)
    pausing.end(ADA, asked_at=now - timedelta(days=1))
    assert pausing.pause_of(ADA)
    pausing.end(ADA, asked_at=now + timedelta(seconds=1))
    assert pausing.pause_of(ADA) is None


def test_letter_that_staff_send_again_ends_the_pause_that_it_caused(run_tasks, faults):  # noqa: F811
    enqueue()
    faults += [refusal(550, b"5.1.1 unknown")]
    run_tasks()
    assert PausedAddress.objects.get().letter.state == "given_up"
    post.try_again(Letter.objects.all(), now=timezone.now())
    run_tasks()
    assert len(mail.outbox) == 1
    assert not PausedAddress.objects.exists()


@pytest.fixture
def staff(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    return client


def test_staff_see_how_many_are_paused_and_find_one_by_its_address(staff):
    for address in (ADA, "bo@example.org"):
        pause(address, why="unwanted")
    assert b"2 addresses get no letters" in staff.get("/admin/content/letter/").content
    found = staff.get("/admin/content/pausedaddress/", {"q": " ADA@example.org"}).content.decode()
    assert pausing.digest_of(ADA)[:8] in found
    assert pausing.digest_of("bo@example.org")[:8] not in found
    change = f"/admin/content/pausedaddress/{PausedAddress.objects.first().pk}/change/"
    assert b"called letters unwanted" in staff.get(change).content


def test_staff_let_letters_go_there_again(staff):
    pause()
    form = {"action": "end_pauses", "_selected_action": [PausedAddress.objects.get().pk]}
    answer = staff.post("/admin/content/pausedaddress/", form, follow=True)
    assert b"Letters go to 1 address again." in answer.content
    assert pausing.pause_of(ADA) is None


def test_settings_know_no_service_by_default():
    assert (settings.MAIL_SERVICE, settings.MAIL_SERVICE_SECRET) == ("", "")

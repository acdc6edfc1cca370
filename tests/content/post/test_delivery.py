"""Delivery by stand-ins for the mail server; tests/content/post/test_mail_server.py has a real one."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from content import post
from content.models import Letter
from content.post import waits
from content.post.delivery import BROKEN_OFF_AFTER, deliver
from tests.authors.make import make_user

from .composers import PATH

pytestmark = pytest.mark.django_db


@pytest.fixture
def faults(monkeypatch):
    """Return a list of errors that the mail server answers with, one a letter, before it takes any."""
    waiting = []
    send = mail.EmailMultiAlternatives.send

    def stumble(message, *args, **kwargs):
        if waiting:
            raise waiting.pop(0)
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", stumble)
    return waiting


def enqueue(name="greeting", *, now=None, **options) -> Letter:
    about = options.pop("about", {"to": "ada@example.org"} if name != "nothing" else {})
    about = {} if name == "broken" else about
    return post.enqueue(f"{PATH}.{name}", about=about, now=now or timezone.now(), **options)


def pass_time(letter: Letter) -> None:
    """Let the moment of the next try come."""
    Letter.objects.filter(pk=letter.pk).update(next_try_at=timezone.now())
    post.resume(now=timezone.now())


def test_letter_is_sent_once(run_tasks):
    letter = enqueue()
    deliver.enqueue(letter.pk)
    run_tasks()
    letter.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    assert (letter.state, letter.tries, letter.next_try_at) == ("sent", 1, None)


def test_letter_of_a_deed_that_was_rolled_back_is_never_sent(run_tasks):
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    run_tasks()
    assert not mail.outbox
    assert not Letter.objects.exists()


def test_second_letter_with_the_same_key_is_not_made(run_tasks):
    assert enqueue(key="once")
    assert enqueue(key="once") is None
    run_tasks()
    assert enqueue(key="once") is None
    assert len(mail.outbox) == 1


def test_letter_that_has_nothing_to_say_any_more_is_not_sent(run_tasks):
    letter = enqueue("nothing")
    run_tasks()
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == ("not_needed", [])


def test_letter_waits_until_its_moment(run_tasks):
    now = timezone.now()
    letter = enqueue(not_before=now + timedelta(hours=1))
    assert post.resume(now=now) == 0
    run_tasks()
    assert not mail.outbox
    pass_time(letter)
    run_tasks()
    assert len(mail.outbox) == 1


def test_letter_is_tried_again_with_growing_waits_then_given_up(run_tasks, faults):
    letter, waited = enqueue(), []
    faults += [smtplib.SMTPDataError(451, b"later")] * 6
    run_tasks()
    for _ in range(5):
        letter.refresh_from_db()
        waited.append(round((letter.next_try_at - timezone.now()).total_seconds() / 60))
        pass_time(letter)
        run_tasks()
    letter.refresh_from_db()
    assert waited == [1, 5, 30, 120, 720]
    assert (letter.state, letter.tries, letter.problem) == ("given_up", 6, "SMTPDataError 451")
    assert not mail.outbox


def test_address_that_the_server_refuses_for_good_is_given_up_at_once(run_tasks, faults):
    letter = enqueue()
    faults += [smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no ada@example.org")})]
    run_tasks()
    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("given_up", "SMTPRecipientsRefused 550")


def test_what_the_server_says_is_not_kept_for_it_names_people(run_tasks, caplog):
    letter = enqueue("broken")
    run_tasks()
    letter.refresh_from_db()
    assert letter.problem == "LookupError"
    assert "somebody@example.org" not in caplog.text


def test_all_others_wait_while_the_server_is_away(run_tasks, faults):
    first, second = enqueue(), enqueue()
    faults += [ConnectionRefusedError()]
    run_tasks()
    second.refresh_from_db()
    assert (second.state, second.tries) == ("waiting", 0)
    assert second.next_try_at > timezone.now()
    pass_time(second)
    pass_time(first)
    run_tasks()
    assert len(mail.outbox) == 2


def test_letter_that_a_killed_worker_left_is_sent_once_more_and_then_given_up(run_tasks):
    long_ago = timezone.now() - 2 * BROKEN_OFF_AFTER
    letter = enqueue()
    being_sent = {"state": "sending", "sending_since": long_ago, "next_try_at": None, "tries": 1}
    Letter.objects.filter(pk=letter.pk).update(**being_sent)
    post.resume(now=timezone.now())
    run_tasks()
    letter.refresh_from_db()
    assert (letter.state, len(mail.outbox)) == ("sent", 1)
    Letter.objects.filter(pk=letter.pk).update(**being_sent)
    post.resume(now=timezone.now())
    letter.refresh_from_db()
    assert letter.state == "given_up"
    assert "ended twice" in letter.problem


def test_letter_that_another_worker_sends_just_now_is_left_alone(run_tasks):
    letter = enqueue()
    just_now = {"state": "sending", "sending_since": timezone.now(), "next_try_at": None}
    Letter.objects.filter(pk=letter.pk).update(**just_now)
    post.resume(now=timezone.now())
    run_tasks()
    assert not mail.outbox


def test_letters_given_up_are_sent_when_somebody_asks_for_it(run_tasks, client, faults):
    letter = enqueue()
    faults += [smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no")})]
    run_tasks()
    client.force_login(make_user(is_superuser=True, is_staff=True))
    form = {"action": "send_again", "_selected_action": [letter.pk]}
    assert b"is tried again" in client.post("/admin/content/letter/", form, follow=True).content
    run_tasks()
    assert len(mail.outbox) == 1


def test_admin_shows_a_waiting_letter_without_its_secrets_and_nothing_of_a_sent_one(
    client, run_tasks
):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    letter = enqueue("secret")
    address = f"/admin/content/letter/{letter.pk}/change/"
    page = client.get(address).content.decode()
    assert "ada@example.org" in page
    assert "You are invited" in page
    assert "/secret/" not in page
    run_tasks()
    assert "ada@example.org" not in client.get(address).content.decode()


def test_admin_of_a_local_run_shows_sent_letters_as_well(client, run_tasks, settings):
    settings.LETTERS_ARE_FILES = True
    client.force_login(make_user(is_superuser=True, is_staff=True))
    letter = enqueue("secret")
    run_tasks()
    page = client.get(f"/admin/content/letter/{letter.pk}/change/").content.decode()
    assert "You are invited" in page
    assert "/secret/" not in page


def test_admin_lists_letters_by_their_kind_in_words(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    enqueue()
    enqueue("broken")
    page = client.get("/admin/content/letter/", {"kind": f"{PATH}.broken"}).content.decode()
    assert ">Greeting<" in page
    assert "1 letter\n" in page


def test_admin_shows_a_letter_that_cannot_be_composed(client):
    client.force_login(make_user(is_superuser=True, is_staff=True))
    letter = enqueue("broken")
    assert client.get(f"/admin/content/letter/{letter.pk}/change/").status_code == 200


def sent(run_tasks, **about):
    enqueue(about={"to": "ada@example.org"} | about)
    run_tasks()
    return mail.outbox[-1].message()


def test_headers_say_that_a_machine_wrote_and_how_to_stop_it(run_tasks):
    message = sent(
        run_tasks, unsubscribe="http://127.0.0.1:8000/stop/", threads=["discussion-1", "thread-2"]
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/stop/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["In-Reply-To"] == "<thread-2@127.0.0.1>"
    assert message["References"] == "<discussion-1@127.0.0.1> <thread-2@127.0.0.1>"


def test_line_breaks_in_what_people_typed_make_no_header(run_tasks):
    message = sent(run_tasks, name="Ada\r\nBcc: all@example.org")
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"])


def test_message_id_is_the_same_at_each_try(run_tasks, faults):
    letter = enqueue()
    ids = {str(post.compose(letter).message(letter.number).message()["Message-ID"])}
    run_tasks()
    ids.add(str(mail.outbox[0].message()["Message-ID"]))
    assert ids == {f"<{letter.number.hex}@127.0.0.1>"}


@pytest.mark.parametrize("tries", range(1, 8))
def test_waits_grow_and_end(tries):
    now = timezone.now()
    again = waits.next_try(tries, now=now)
    assert (again is None) == (tries > 5)
    assert again is None or tries == 1 or again > waits.next_try(tries - 1, now=now)

"""What a mail service reports: by its one address, with the secret alone, and what follows."""

import base64
import importlib
import json

import pytest
from anymail.signals import EventType, RejectReason
from django.urls import clear_url_caches, get_resolver

from config import mail_reports, urls
from content.models import PausedAddress
from content.post.pausing import pause_of

pytestmark = pytest.mark.django_db
SECRET = "postmark:a long password"
URL = "/mail/postmark/tracking/"
BOUNCE = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "Email": "Ada@example.org"}
WAYS = [
    (EventType.BOUNCED, RejectReason.BOUNCED, "returned"),
    (EventType.BOUNCED, RejectReason.INVALID, "returned"),
    (EventType.REJECTED, RejectReason.INVALID, "returned"),
    (EventType.COMPLAINED, None, "unwanted"),
    (EventType.UNSUBSCRIBED, None, "unwanted"),
    (EventType.REJECTED, RejectReason.SPAM, "unwanted"),
    (EventType.BOUNCED, RejectReason.BLOCKED, None),
    (EventType.BOUNCED, RejectReason.TIMED_OUT, None),
    (EventType.DEFERRED, RejectReason.BOUNCED, None),
    (EventType.DELIVERED, None, None),
    (EventType.OPENED, None, None),
]


@pytest.fixture
def service(settings):
    """A site that sends by a service which reports here; its addresses are made anew."""

    def reload():
        importlib.reload(urls)
        clear_url_caches()

    settings.MAIL_SERVICE, settings.MAIL_SERVICE_SECRET = "postmark", SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    reload()
    yield
    settings.MAIL_SERVICE = ""
    reload()


def report(client, event=BOUNCE, secret=SECRET):
    headers = {"authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return client.post(URL, json.dumps(event), content_type="application/json", headers=headers)


@pytest.mark.parametrize(("kind", "reason", "why"), WAYS)
def test_only_what_is_final_pauses(kind, reason, why):
    assert mail_reports.why_paused(kind, reason) == why


def test_address_that_letters_came_back_from_is_paused(client, service):
    assert report(client).status_code == 200
    assert pause_of("ada@example.org").why == "returned"
    assert report(client, BOUNCE | {"Type": "SpamComplaint"}).status_code == 200
    assert PausedAddress.objects.get().why == "unwanted"


def test_what_may_pass_pauses_nothing(client, service):
    assert report(client, BOUNCE | {"Type": "Transient"}).status_code == 200
    assert not PausedAddress.objects.exists()


def test_nobody_without_the_secret_pauses_anything(client, service):
    assert report(client, secret="postmark:guessed").status_code == 400
    assert client.post(URL, "{}", content_type="application/json").status_code == 400
    assert client.get(URL).status_code == 405
    assert not PausedAddress.objects.exists()


def test_only_the_service_in_use_reports_and_only_of_what_was_sent(client, service):
    for path in (
        "/mail/mailgun/tracking/",
        "/mail/postmark/inbound/",
        "/mail/amazon_ses/tracking/",
    ):
        assert client.post(path).status_code == 404


def test_without_a_secret_there_is_no_such_address(client):
    assert client.post(URL).status_code == 404
    assert not [p for p in get_resolver().url_patterns if str(p.pattern) == "mail/"]

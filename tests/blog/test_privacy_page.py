"""The page on privacy: the owner's words, and below them what the site really keeps."""

import pytest
from django.conf import settings

from comments.admin.policy import KEPT_DAYS
from comments.models import Policy
from content.keeping import everything_kept
from tests.blog.make import make_page

pytestmark = pytest.mark.django_db

URL = "/pages/privacy/"


def read(client) -> str:
    return client.get(URL).content.decode()


def test_it_is_there_before_the_owner_wrote_one(client):
    html = read(client)
    assert "What this site keeps" in html
    for kept in everything_kept():
        assert kept.until in html


def test_the_owners_words_stand_above_the_list(client):
    page = make_page(slug="privacy", title="Your data")
    page.write("<p>We are two people in a shed.</p>")
    page.is_published = True
    page.save()
    html = read(client)
    assert html.index("two people in a shed") < html.index("What this site keeps")
    assert "Your data" in html


def test_it_follows_the_policy_on_the_next_request(client):
    assert "For 30 days." in read(client)
    Policy.objects.create(networks_kept_days=7, spam_kept_days=1)
    html = read(client)
    assert "For 7 days." in html
    assert "For 1 day." in html


def test_no_other_page_has_the_list_and_no_other_address_is_made_up(client):
    make_page(slug="about")
    assert "What this site keeps" not in client.get("/pages/about/").content.decode()
    assert client.get("/pages/imprint/").status_code == 404


def test_what_is_said_to_be_forgotten_after_some_days_is_forgotten_by_housekeeping():
    """A kind with a period names who carries it out, and every number of days in the policy is said."""
    everything = everything_kept()
    for kept in everything:
        assert bool(kept.days) == bool(kept.forgotten_by) != bool(kept.until), kept.what
        assert kept.forgotten_by in (*settings.HOUSEKEEPING, ""), kept.what
    policy = Policy.current()
    names = [f.name for f in Policy._meta.fields if f.name.endswith("_kept_days")]
    assert sorted(getattr(policy, name) for name in names) == sorted(
        kept.days for kept in everything if kept.days
    )
    assert sorted(KEPT_DAYS) == sorted(names)

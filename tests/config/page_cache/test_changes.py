"""What shows on the next request though the page is kept: settings, a moment that came, a style sheet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import SiteSettings
from comments.models import Policy
from tests.blog.make import make_article

from ..visit import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_another_default_language_shows_on_the_next_request(door, django):
    make_article(slug="tides")
    assert b'<html lang="en">' in Visit(door, "/articles/tides/").body
    SiteSettings.objects.create(language="de")
    assert b'<html lang="de">' in Visit(door, "/articles/tides/").body
    asked = django.count
    assert b'<html lang="de">' in Visit(door, "/articles/tides/").body
    assert django.count == asked


def test_a_scheduled_article_appears_at_its_moment(monkeypatch, door):
    now = timezone.now()
    make_article(slug="old", title="Seen before")
    make_article(slug="soon", title="A new moon", published_at=now + timedelta(hours=1))
    assert b"A new moon" not in Visit(door, "/").body
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert b"A new moon" in Visit(door, "/").body
    assert Visit(door, "/articles/soon/").status == 200


def test_a_discussion_closes_at_its_age(monkeypatch, door):
    now = timezone.now()
    Policy.objects.create(closes_after_days=3)
    make_article(slug="tides", published_at=now - timedelta(days=2, hours=23))
    assert b"Leave a reply" in Visit(door, "/articles/tides/").body
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert b"Leave a reply" not in Visit(door, "/articles/tides/").body


def test_a_style_sheet_of_the_owner_shows_on_kept_pages(settings, tmp_path, door):
    settings.DATA_DIR = tmp_path
    make_article(slug="tides")
    assert b"/site.css" not in Visit(door, "/articles/tides/").body
    (tmp_path / "site.css").write_text("a { color: red }")
    assert b"/site.css" in Visit(door, "/articles/tides/").body

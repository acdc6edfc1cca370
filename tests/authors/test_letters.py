"""What a letter looks like: in the site's name, whole in either form, and fetching nothing."""

import re

import html5lib
import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from authors.letters import send_invitation, send_password_reset
from blog.models import SiteSettings
from tests.authors.make import make_user

pytestmark = pytest.mark.django_db

SITE = "Salt & <Water>"
FETCHING = re.compile(r"\bsrc=|url\(|@import|@font-face|<link|<img|<script", re.IGNORECASE)


@pytest.fixture(params=["invitation", "password reset"])
def letter(request, run_tasks):
    SiteSettings.objects.create(name=SITE)
    user = make_user(name="Ada")
    if request.param == "invitation":
        user.set_unusable_password()
        user.save()
        send_invitation(user, now=timezone.now())
    else:
        send_password_reset(user.email, now=timezone.now())
    run_tasks()
    return mail.outbox[0]


def html_of(letter) -> str:
    return letter.alternatives[0].content


def test_letter_names_the_site_and_whom_it_is_to(letter):
    assert SITE in letter.subject
    assert SITE in letter.body
    assert "Salt &amp; &lt;Water&gt;" in html_of(letter)
    assert "Ada" in letter.body
    assert "Ada" in html_of(letter)


def test_letter_fetches_nothing_and_leads_only_to_the_site(letter):
    html = html_of(letter)
    assert not FETCHING.search(html)
    links = re.findall(r'href="([^"]*)"', html)
    assert links
    assert all(link.startswith("http://127.0.0.1:8000/") for link in links)


def test_letter_has_the_same_links_in_text_and_html(letter):
    in_text = set(re.findall(r"http://[^\s>]+", letter.body))
    assert in_text == set(re.findall(r'href="([^"]*)"', html_of(letter)))


def test_letter_is_valid_html_for_light_and_dark(letter):
    html5lib.HTMLParser(strict=True).parse(html_of(letter))
    assert "prefers-color-scheme: dark" in html_of(letter)


def test_text_of_a_letter_ends_with_a_signature_and_has_no_markup(letter):
    assert letter.body.rstrip().endswith(f"\n-- \n{SITE}\nhttp://127.0.0.1:8000/")
    assert "&amp;" not in letter.body
    assert "{" not in letter.body


def test_letter_in_a_right_to_left_language_says_so():
    with override("ar"):
        assert '<html lang="ar" dir="rtl">' in render_to_string("emails/_frame.html")

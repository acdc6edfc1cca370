"""A guest on two devices: hears what became of a comment, follows by mail, stops it, and is erased."""

import email
import json
import re
from email.policy import default as policy

import pytest

from tests import letters
from tests.site import wait_for

from .test_accessibility import WCAG, broken_rules

pytestmark = pytest.mark.browser

ARTICLE = "/articles/what-a-lighthouse-says/"
SOURCE, ADDRESS = "Does the lamp turn in thick fog?", "fog@example.org"
APPROVE = """
from django.utils import timezone
from comments.models import Comment
comment = Comment.objects.get(source={source!r})
assert comment.approve(by=None, now=timezone.now())
"""
ANSWER = """
from django.utils import timezone
from comments.models import Comment, Commenter
from comments.models.commenter import new_token
from comments.writing.posting import Draft, post_comment
asked = Comment.objects.select_related("discussion__article").get(source={source!r})
answer = post_comment(
    Draft(source="It does, and the horn sounds.", name="Keeper", parent_id=asked.pk),
    article=asked.discussion.article, commenter=Commenter(token=new_token(), name="Keeper"),
    now=timezone.now(),
)
answer.is_approved or answer.approve(by=None, now=timezone.now())
"""


def letters_to(site, address: str) -> list:
    """Return the letters that a local run laid down for this address, the first one first."""
    paths = sorted((site.data_dir / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    parts = [part for path in paths for part in path.read_bytes().split(b"-" * 79 + b"\n")]
    letters = [email.message_from_bytes(part, policy=policy) for part in parts if part.strip()]
    return [letter for letter in letters if letter["To"] == address]


def newest_letter(site, address: str, *, count: int):
    wait_for(lambda: len(letters_to(site, address)) == count, seconds=90)
    return letters_to(site, address)[-1]


def link_in(letter, path: str) -> str:
    text = letter.get_body(("plain",)).get_content()
    return re.search(rf"(http://[^/\s]+{path}[^\s>]+)", text)[1]


def run(site, script: str) -> None:
    site.manage("shell", "--no-imports", "-c", script)


def test_guest_hears_back_follows_stops_and_is_erased_on_another_device(site, visitor):
    first = visitor(viewport={"width": 360, "height": 800})
    second = visitor(viewport={"width": 1280, "height": 800}, javascript=False)
    post_and_wish_to_hear(first)
    own_page = hear_of_the_approval(site, second)
    follow(first)
    stop_following_by_letter(site, second)
    second.goto(own_page)
    second.get_by_text("You follow nothing").wait_for()
    take_everything_along(second)
    be_erased(second)
    is_forgotten(first)


def post_and_wish_to_hear(first):
    first.goto(f"{ARTICLE}reply/")
    first.get_by_label("Name", exact=True).fill("Fog")
    first.get_by_label("E-mail").fill(ADDRESS)
    first.get_by_role("textbox", name="Comment").fill(SOURCE)
    first.get_by_label("Tell me by mail what is decided").check()
    first.get_by_role("button", name="Post comment").click()
    first.get_by_text("Waiting for approval").first.wait_for()


def hear_of_the_approval(site, second) -> str:
    """Go where the letter leads and say that the comment is one's own; return that page's address."""
    run(site, APPROVE.format(source=SOURCE))
    letter = newest_letter(site, ADDRESS, count=1)
    assert SOURCE not in letter.as_string()
    second.goto(link_in(letter, "/me/comment/"))
    second.get_by_role("button", name="Yes, I wrote it").click()
    second.get_by_text(SOURCE).wait_for()
    return second.url


def follow(first):
    """Its browser is known, and so the address."""
    first.goto(f"{ARTICLE}follow/")
    first.get_by_label("Answers to my comments").check()
    first.get_by_role("button", name="Follow").click()
    first.get_by_text("You follow it now").wait_for()


def stop_following_by_letter(site, second):
    run(site, ANSWER.format(source=SOURCE))
    news = newest_letter(site, ADDRESS, count=2)
    assert "the horn sounds" in news.get_body(("plain",)).get_content()
    second.goto(link_in(news, "/me/stop/"))
    second.get_by_role("button", name="Stop these letters").click()
    second.get_by_text("It is done").wait_for()


def take_everything_along(second):
    with second.expect_download() as download:
        second.get_by_role("link", name="Download everything about me").click()
    everything = json.loads(download.value.path().read_text())
    assert [comment["source"] for comment in everything["comments"]] == [SOURCE]


def be_erased(second):
    second.get_by_role("link", name="Erase me").click()
    second.get_by_label("I know that nobody can undo this.").check()
    second.get_by_role("button", name="Erase me").click()
    second.get_by_role("heading", name="You are erased").wait_for()


def is_forgotten(first):
    first.goto("/me/")
    first.get_by_role("button", name="Send me the link").wait_for()
    first.goto(ARTICLE)
    assert SOURCE not in first.content()


def test_every_letter_is_legible_on_a_phone_in_both_themes(visitor, site):
    """Nothing is wider than a small screen, long addresses and code included, or too pale to read."""
    wrong, every = [], letters.of(site)
    for theme in ("light", "dark"):
        page = visitor(color_scheme=theme, viewport={"width": 320, "height": 640})
        for name, html in every.items():
            page.set_content(html)
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{name}: {wide} px wide"] if wide > 320 else []
            wrong += [f"{name}, {theme}: {each}" for each in broken_rules(page, tags=WCAG)]
    assert not wrong, "\n".join(wrong)

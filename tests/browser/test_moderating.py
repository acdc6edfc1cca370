"""Moderating as people do it: by keys alone, by mouse, without scripts, and two at once."""

import json
import re
import uuid

import pytest

from tests.tour import sign_in

pytestmark = pytest.mark.browser

QUEUE = "/admin/comments/comment/queue/"


@pytest.fixture
def waiting(site):
    """Return a function that lets so many comments wait, and their words; oldest first, before all others."""

    def wait(count: int) -> list[str]:
        words = [f"Words {uuid.uuid4().hex}" for _ in range(count)]
        site.manage("shell", "--no-imports", "-c", MAKE.format(json.dumps(words), uuid.uuid4().hex))
        return words

    return wait


MAKE = """
from datetime import UTC, datetime, timedelta
from comments.models import Comment
from tests.comments.make import make_article, make_comment
article = make_article(slug="moderated-{1}")
first = Comment.objects.order_by("posted_at").first().posted_at
old = min(first, datetime(2001, 1, 1, tzinfo=UTC)) - timedelta(days=40)
words = {0}
for number, source in enumerate(words):
    now = old + timedelta(hours=number)
    make_comment(article=article, status="pending", source=source, name="Nora", now=now)
"""


def open_queue(visitor, site, **options):
    page = visitor(**options)
    sign_in(page, site.logins["moderator"])
    page.goto(QUEUE)
    return page


def entry(page, words):
    return page.locator("[data-entry]", has_text=words)


def statuses(page, words) -> list[str]:
    """Return what the server says became of these, asked beside the page."""
    pages = (page.request.get(f"{QUEUE}?tab=all&q={each.split()[1]}").text() for each in words)
    return [re.search(r'data-entry="\d+" data-status="(\w+)"', html)[1] for html in pages]


def number_of(page, tab) -> int:
    return int(page.locator(f"[data-count={tab}]").inner_text())


def test_by_keys_alone(visitor, site, waiting):
    words = waiting(5)
    page = open_queue(visitor, site)
    before = number_of(page, "pending")
    page.keyboard.press("j")
    assert words[0] in page.locator("[data-entry]:focus").inner_text()
    page.keyboard.press("a")  # at once, before the server answered
    assert words[1] in page.locator("[data-entry]:focus").inner_text()
    page.keyboard.press("r")
    page.keyboard.press("2")
    assert words[2] in page.locator("[data-entry]:focus").inner_text()
    page.keyboard.press("s")
    page.locator(".is-decided").nth(2).wait_for()
    page.locator(f"[data-count=pending] >> text='{before - 3}'").wait_for()
    assert statuses(page, words[:4]) == ["approved", "rejected", "spam", "pending"]
    page.keyboard.press("u")
    page.locator("[data-entry]:focus", has_text=words[2]).wait_for()
    assert statuses(page, words[2:3]) == ["pending"]
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert "2 chosen" in page.locator("[data-bulk]").inner_text()
    page.keyboard.press("t")
    page.locator("[data-branch-view] button:focus").wait_for()
    page.keyboard.press("t")
    page.keyboard.press("e")
    page.locator("textarea").fill("Made kinder.")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("it is marked as edited").wait_for()
    page.keyboard.press("?")
    page.locator("dialog[open] [data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.locator(".is-decided, .is-sending").count() == 0
    assert page.troubles == []


def test_by_mouse_and_a_whole_selection_undone_as_one(visitor, site, waiting):
    words = waiting(4)
    page = open_queue(visitor, site)
    entry(page, words[0]).get_by_role("button", name="Approve").click()
    page.locator(".is-decided", has_text=words[0]).wait_for()
    page.locator(".is-decided", has_text=words[0]).get_by_role("button", name="Undo").click()
    entry(page, words[0]).get_by_role("button", name="Approve").wait_for()
    entry(page, words[0]).locator("[data-choose]").click()
    entry(page, words[3]).locator("[data-choose]").click(modifiers=["Shift"])
    assert "4 chosen" in page.locator("[data-bulk]").inner_text()
    page.locator("[data-bulk]").get_by_role("button", name="Spam").click()
    page.get_by_text("4 comments: spam.").wait_for()
    assert statuses(page, words) == ["spam"] * 4
    page.get_by_role("link", name="Recent actions").click()
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    page.get_by_text("4 of 4 comments done").wait_for()
    assert statuses(page, words) == ["pending"] * 4
    assert page.troubles == []


def test_without_scripts(visitor, site, waiting):
    words = waiting(4)
    page = open_queue(visitor, site, javascript=False)
    entry(page, words[0]).get_by_role("button", name="Approve").click()
    page.get_by_text("1 comment: approved.").wait_for()
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Back to the queue").click()
    entry(page, words[0]).locator("[data-reject] summary").click()
    entry(page, words[0]).get_by_role("button", name="off topic").click()
    page.get_by_text("1 comment: rejected.").wait_for()
    page.goto(f"{QUEUE}?q={words[1].partition(' ')[2]}")
    page.get_by_label("all that match").check()
    page.locator("#bulk").get_by_role("button", name="Spam").click()
    page.get_by_text("1 comment becomes: spam.").wait_for()
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("1 of 1 comment done").wait_for()
    page.goto(QUEUE)
    entry(page, words[2]).get_by_role("link", name="Answer").click()
    page.locator("textarea").fill("Welcome here.")
    page.get_by_role("button", name="Answer and approve").click()
    page.get_by_text("your answer stands below it").wait_for()
    assert statuses(page, words) == ["rejected", "spam", "approved", "pending"]


def test_two_moderators_in_two_browsers(visitor, site, waiting):
    words = waiting(2)
    mo, kim = open_queue(visitor, site), visitor()
    sign_in(kim, site.logins["administrator"])
    kim.goto(QUEUE)
    entry(mo, words[0]).get_by_role("button", name="Approve").click()
    mo.locator(".is-decided", has_text=words[0]).wait_for()
    kim.locator("[data-entry]", has_text=words[0]).focus()
    kim.keyboard.press("s")
    told = kim.get_by_role("alert")
    told.get_by_text("Moderator decided. It is approved.").wait_for()
    assert kim.locator("[data-entry]:focus", has_text=words[0]).count() == 1
    assert statuses(mo, words) == ["approved", "pending"]


def test_a_broken_connection_unfolds_what_was_not_decided(visitor, site, waiting):
    words = waiting(1)
    page = open_queue(visitor, site)
    page.route("**/queue/decide/", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.get_by_role("alert").get_by_text("nothing was decided").wait_for()
    assert entry(page, words[0]).get_by_role("button", name="Approve").is_visible()
    assert statuses(page, words) == ["pending"]


def test_a_wave_is_removed_in_steps_left_half_way_and_brought_back_as_one(visitor, site, waiting):
    words = waiting(1)
    page = open_queue(visitor, site)
    slug = re.search("/articles/(moderated-[^/]+)/", entry(page, words[0]).inner_html())[1]
    site.manage("seed_comments", slug, "--count", "4100", "--pending", "4100")
    page.goto(f"{QUEUE}?q={words[0].split()[1]}")
    page.get_by_role("link", name="all of this article").click()
    page.get_by_label("all 4101 that match").check()
    page.locator("#bulk").get_by_role("button", name="Spam").click()
    page.get_by_text("4101 comments become: spam.").wait_for()
    page.get_by_role("button", name="Do it").click()
    page.goto(f"{QUEUE}actions/")
    first = page.locator(".action-list tbody tr").first
    assert "interrupted" in first.inner_text()
    first.get_by_role("link").click()  # goes on by itself
    page.get_by_text("4101 of 4101 comments done.").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator("[data-state] b").wait_for()
    page.get_by_text("4101 of 4101 comments done.").first.wait_for()
    assert statuses(page, words) == ["pending"]
    assert page.troubles == []


def test_a_ban_by_key_asks_what_becomes_of_their_words_and_leads_back(visitor, site, waiting):
    words = waiting(2)
    page = open_queue(visitor, site)
    page.keyboard.press("j")
    page.keyboard.press("b")
    page.get_by_label("Reason").fill("Sells pills.")
    page.get_by_label("mark all of it as spam").check()
    page.get_by_role("button", name="Ban", exact=True).press("Enter")
    page.get_by_text("Banned; 1 comment decided.").wait_for()
    assert words[1] in page.locator("[data-entry]").first.inner_text()
    assert statuses(page, words) == ["spam", "pending"]
    page.get_by_role("link", name="Undo both").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 of 1 comment done").wait_for()
    assert statuses(page, words) == ["pending", "pending"]
    assert page.troubles == []


def test_a_thread_is_pinned_and_closed_where_it_is_read_without_scripts(visitor, site, waiting):
    words = waiting(1)
    page = open_queue(visitor, site, javascript=False)
    slug = re.search("/articles/(moderated-[^/]+)/", entry(page, words[0]).inner_html())[1]
    entry(page, words[0]).get_by_role("button", name="Approve").click()
    for deed in ("Pin the thread", "Close the thread"):
        page.goto(f"/articles/{slug}/mine/")
        page.locator(".comment-decide-more summary").first.click()
        page.get_by_role("button", name=deed).click()
    page.get_by_text("The thread is closed").wait_for()
    page.goto(f"/articles/{slug}/")
    assert page.get_by_text("Pinned").is_visible()
    assert page.get_by_text("This thread is closed.").is_visible()

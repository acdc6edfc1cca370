"""Reading a long discussion: more in place, folded branches, keys, and what is new since the last visit."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.look]

THREADS, REPLIES = 24, 48  # of the long discussion; the replies hang in its newest thread

# What `manage.py shell` runs: an article whose newest thread has 48 answers, three of them nested.
PLANT = """
from datetime import datetime, UTC
from tests.comments.make import make_article, make_comment
old = datetime(2020, 1, 1, tzinfo=UTC)  # the front page begins with the demo, as other tests expect
article = make_article(slug={slug!r}, title="A long one", published_at=old)
for number in range({threads} - 1):
    make_comment(article=article, source=f"Thread {{number}}.")
root = make_comment(article=article, source="The answered one.", name="Ana")
first = make_comment(parent=root, source="First answer.", name="Ben")
second = make_comment(parent=first, source="Second, below the first.", name="Chiara")
make_comment(parent=second, source="Third, below the second.", name="Dmitri")
for number in range({replies} - 3):
    make_comment(parent=root, source=f"Answer {{number}}.")
"""


@pytest.fixture(scope="module")
def article(site) -> str:
    """The path of an article with a long discussion."""
    slug = "a-long-one"
    site.manage("shell", "-c", PLANT.format(slug=slug, threads=THREADS, replies=REPLIES))
    return f"/articles/{slug}/"


def comments_in(thread):
    return thread.locator("[data-comment]:visible")


def answered(page):
    """The thread with the 48 answers."""
    return page.locator("[data-thread]").first


def focused_text(page) -> str:
    return page.evaluate("document.activeElement.innerText")


def said(page, words: str):
    return page.locator("[role=status]", has_text=words).wait_for(state="attached")


def test_more_replies_appear_in_place_with_the_focus_on_the_first(page, article):
    page.goto(article)
    entries = page.evaluate("history.length")
    assert comments_in(answered(page)).count() == 11
    page.get_by_role("link", name="Show 38 more replies").press("Enter")
    said(page, "38 more replies shown")
    assert comments_in(answered(page)).count() == 1 + REPLIES
    assert "Answer 7." in focused_text(page)
    assert page.get_by_role("link", name=re.compile("more repl")).count() == 0
    assert page.evaluate("history.length") == entries
    assert urlsplit(page.url).path == article
    assert page.troubles == []


def test_more_threads_appear_in_place_with_the_focus_on_the_first(page, article):
    page.goto(article)
    entries = page.evaluate("history.length")
    assert page.locator("[data-thread]").count() == 20
    page.get_by_role("link", name="More threads").press("Enter")
    said(page, "4 more threads shown")
    assert page.locator("[data-thread]").count() == THREADS
    assert "Thread 3." in focused_text(page)
    assert page.get_by_role("link", name="More threads").count() == 0
    assert page.evaluate("history.length") == entries
    assert page.troubles == []


def test_more_that_cannot_be_loaded_says_so_and_can_be_tried_again(page, article):
    page.goto(article)
    page.context.set_offline(True)
    link = page.get_by_role("link", name="Show 38 more replies")
    link.click()
    page.locator(".comment-more [role=alert]").wait_for()
    page.context.set_offline(False)
    link.click()
    said(page, "38 more replies shown")


def test_more_is_a_page_of_its_own_without_script(visitor, article):
    page = visitor(javascript=False)
    page.goto(article)
    page.get_by_role("link", name="Show 38 more replies").click()
    assert page.locator("[data-comment]").count() == 38
    page.go_back()
    page.get_by_role("link", name="More threads").click()
    assert page.locator("[data-thread]").count() == THREADS - 20
    address = page.url
    page.goto("/")
    page.goto(address)  # as shared with somebody else
    assert page.locator("[data-thread]").count() == THREADS - 20


# --- Folding


def test_a_branch_is_folded_by_keyboard_and_says_how_many_it_hides(page, article):
    page.goto(article)
    thread = answered(page)
    first = thread.locator("[data-comment]", has_text="First answer.")
    button = first.get_by_role("button", name="2 replies")
    assert button.get_attribute("aria-expanded") == "true"
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.inner_text() == "2 replies hidden"
    assert not page.get_by_text("Third, below the second.").is_visible()
    assert page.get_by_text("Answer 0.", exact=True).is_visible()
    page.reload()
    assert not page.get_by_text("Third, below the second.").is_visible()  # in this tab
    button.press("Space")
    assert page.get_by_text("Third, below the second.").is_visible()


def test_a_folded_thread_counts_the_replies_that_are_not_loaded(page, article):
    page.goto(article)
    thread = answered(page)
    thread.get_by_role("button", name="48 replies").click()
    assert thread.get_by_role("button", name="48 replies hidden").is_visible()
    assert comments_in(thread).count() == 1
    assert not thread.get_by_role("link", name="Show 38 more replies").is_visible()


def test_an_address_opens_what_is_folded(page, article):
    page.goto(article)
    answered(page).get_by_role("button", name="48 replies").click()
    deep = page.locator("[data-comment]", has_text="Third, below the second.")
    page.evaluate("(id) => { location.hash = id }", deep.get_attribute("id"))
    page.get_by_text("Third, below the second.").wait_for()


def test_without_script_there_is_nothing_to_fold_or_to_press(visitor, article):
    page = visitor(javascript=False)
    page.goto(article)
    assert page.get_by_text("Third, below the second.").is_visible()
    assert page.get_by_role("button", name=re.compile("repl|Keyboard")).count() == 0


# --- Keys


def test_keys_walk_the_comments_and_go_up(page, article):
    page.goto(article)
    answered(page).locator("[data-comment]").first.focus()
    for key, text in [("j", "First answer."), ("j", "Second, below"), ("j", "Third, below")]:
        page.keyboard.press(key)
        assert text in focused_text(page)
    page.keyboard.press("u")
    assert "Second, below" in focused_text(page)
    page.keyboard.press("k")
    assert "First answer." in focused_text(page)


def test_keys_are_letters_while_typing_and_nothing_with_a_modifier(page, article):
    page.goto(article)
    page.get_by_role("link", name="Leave a reply").click()
    body = page.locator("[data-comment-form] [name=body]")
    body.press_sequentially("junk?")
    assert body.input_value() == "junk?"
    assert page.locator("dialog[open]").count() == 0
    comment = answered(page).locator("[data-comment]").first
    comment.focus()
    page.keyboard.press("Alt+j")
    assert "The answered one." in focused_text(page)


def test_keys_are_listed_and_can_be_switched_off_for_good(page, article):
    page.goto(article)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.get_by_label("Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("j")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("[data-comment]:focus").count() == 0
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("[data-comment]:focus").count() == 1
    assert page.troubles == []


# --- New since the last visit

DAY_AGO = """
const key = Object.keys(localStorage).find((name) => name.startsWith("visited:"));
const { seen } = JSON.parse(localStorage.getItem(key));
localStorage.setItem(key, JSON.stringify({ seen: seen - 86400000, since: null }));
"""


def test_comments_since_the_last_visit_are_marked_counted_and_reached(page, article):
    page.goto(article)
    assert page.locator("[data-new]").count() == 0  # on a first visit nothing is new
    page.goto("/")
    page.evaluate(DAY_AGO)
    page.goto(article)
    shown = page.locator("[data-comment]").count()
    assert page.locator("[data-comment]", has=page.get_by_text("New", exact=True)).count() == shown
    page.get_by_role("button", name=f"{shown} new since your last visit").click()
    assert "The answered one." in focused_text(page)
    answered(page).get_by_role("button", name="48 replies").click()
    page.locator("[data-comment]").first.focus()
    page.keyboard.press("n")
    assert "First answer." in focused_text(page)  # and it is open again
    page.reload()
    assert page.locator("[data-new]").count() == shown  # still the same visit


def test_nothing_is_remembered_in_cookies(page, article):
    page.goto(article)
    assert page.context.cookies() == []


WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_reading_is_accessible(visitor, article, scheme):
    page = visitor(color_scheme=scheme, viewport={"width": 360, "height": 780})
    page.goto(article)
    page.goto("/")
    page.evaluate(DAY_AGO)
    page.evaluate("localStorage.setItem('commenter', JSON.stringify({ name: 'Ana', email: '' }))")
    page.goto(article)
    page.get_by_role("link", name="Show 38 more replies").click()
    said(page, "38 more replies shown")
    answered(page).get_by_role("button", name="2 replies").click()
    page.get_by_role("link", name="Leave a reply").click()
    page.get_by_role("button", name="Not Ana? Forget me").wait_for()
    for state in ("page", "keys"):
        if state == "keys":
            page.get_by_role("button", name="Keyboard shortcuts").click()
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert page.troubles == []


def test_a_permalink_shows_the_further_replies_in_place(page, article):
    page.goto(article)
    page.locator("[data-comment]", has_text="Answer 1.").locator(".comment-time").click()
    page.wait_for_url("**/comments/**")
    shown = page.locator("[data-comment]").count()
    page.get_by_role("link", name=f"Show {1 + REPLIES - shown} more replies").click()
    said(page, "more replies shown")
    assert page.locator("[data-comment]").count() == 1 + REPLIES

"""Writing: words survive reloads, closed tabs and dropped connections; a name stays only when asked for."""

import re
import uuid

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.look]

WORDS = "Half a thought, not yet"


@pytest.fixture(scope="module")
def article(site) -> str:
    slug = "to-write-under"
    site.manage(
        "shell",
        "-c",
        "from datetime import datetime, UTC\n"
        "from tests.comments.make import make_article, make_comment\n"
        # The front page begins with the demo, as other tests expect.
        f"article = make_article(slug={slug!r}, published_at=datetime(2020, 1, 1, tzinfo=UTC))\n"
        "make_comment(article=article, source='To be answered.', name='Ben')",
    )
    return f"/articles/{slug}/"


def form(page):
    return page.locator("[data-comment-form]")


def reply(page, to="Leave a reply"):
    page.get_by_role("link", name=to, exact=True).click()
    form(page).locator("[name=body]").wait_for()


def body(page):
    return form(page).locator("[name=body]")


def drafts(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def test_words_come_back_after_a_reload_and_a_closed_tab(page, article):
    page.goto(article)
    reply(page)
    body(page).fill(WORDS)
    page.reload()
    reply(page)
    expect(body(page)).to_have_value(WORDS)
    form(page).get_by_text("Your text from before is back.").wait_for()
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(f"{article}reply/")
    expect(body(again)).to_have_value(WORDS)
    form(again).get_by_role("button", name="Discard it").click()
    expect(body(again)).to_have_value("")
    assert drafts(again) == []


def test_each_answered_comment_has_words_of_its_own(page, article):
    page.goto(article)
    reply(page)
    body(page).fill(WORDS)
    page.reload()
    reply(page, to="Reply to Ben")
    expect(body(page)).to_have_value("")
    body(page).fill("For Ben")
    page.reload()
    reply(page, to="Reply to Ben")
    expect(body(page)).to_have_value("For Ben")


def test_words_outlast_a_dropped_connection(page, article):
    page.goto(article)
    reply(page)
    form(page).locator("[name=name]").fill("Nora")
    body(page).fill(WORDS)
    page.context.set_offline(True)
    form(page).locator("[type=submit]").click()
    page.locator("p[data-send-problem]").wait_for()
    page.context.set_offline(False)
    page.reload()
    reply(page)
    expect(body(page)).to_have_value(WORDS)


@pytest.mark.parametrize("place", ["in place", "on its own page"])
def test_posted_words_are_kept_no_longer(page, article, place):
    words = f"Posted {uuid.uuid4().hex}"
    page.goto(article if place == "in place" else f"{article}reply/")
    if place == "in place":
        reply(page)
    form(page).locator("[name=name]").fill("Nora")
    body(page).fill(words)
    assert len(drafts(page)) == 1
    form(page).locator("[type=submit]").click()
    page.locator("[data-comment]", has_text=words).wait_for()
    assert drafts(page) == []
    assert page.troubles == []


def test_an_answer_is_posted_from_a_permalink(page, article):
    words = f"From afar {uuid.uuid4().hex}"
    page.goto(article)
    page.locator(".comment-time").first.click()
    page.wait_for_url("**/comments/**")
    page.get_by_role("link", name=re.compile("^Reply to Ben")).click()
    form(page).locator("[name=name]").fill("Nora")
    body(page).fill(words)
    form(page).locator("[type=submit]").click()
    page.locator("[data-comment]", has_text=words).wait_for()
    assert drafts(page) == []


def test_a_name_is_remembered_only_when_asked_for_and_forgotten_at_a_click(page, article):
    page.goto(article)
    reply(page)
    form(page).locator("[name=name]").fill("Ana")
    body(page).fill("x")
    page.reload()
    reply(page)
    expect(form(page).locator("[name=name]")).to_have_value("")

    form(page).locator("[name=name]").fill("Ana")
    form(page).locator("[name=email]").fill("ana@example.org")
    form(page).get_by_label(re.compile("Remember")).check()
    page.reload()
    reply(page)
    expect(form(page).locator("[name=name]")).to_have_value("Ana")
    expect(form(page).locator("[name=email]")).to_have_value("ana@example.org")

    form(page).get_by_role("button", name="Not Ana? Forget me").click()
    expect(form(page).locator("[name=name]")).to_have_value("")
    page.reload()
    reply(page)
    expect(form(page).locator("[name=name]")).to_have_value("")
    assert page.evaluate("localStorage.getItem('commenter')") is None
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrf", "commenter"}  # tokens


def test_the_form_works_without_script(visitor, article):
    words = f"By hand {uuid.uuid4().hex}"
    page = visitor(javascript=False)
    page.goto(article)
    reply(page)
    assert form(page).get_by_label(re.compile("Remember")).count() == 0
    form(page).locator("[name=name]").fill("Nora")
    body(page).fill(words)
    form(page).locator("[type=submit]").click()
    page.locator("[data-comment]", has_text=words).wait_for()

"""What is new while one reads: it is offered, and appears where it belongs without moving the page."""

import re

import pytest
from playwright.sync_api import expect

from .planted import Place, comment, said, top

pytestmark = [pytest.mark.browser, pytest.mark.look]

MORE_REPLIES = re.compile(r"^Show \d+ more replies$")


@pytest.fixture(scope="module")
def place(site) -> Place:
    return Place(site, "with-news")


NEWS = """
first = said("First answer.")
make_comment(parent=first, source="Just said below.", name="Dora")
make_comment(article=first.discussion.article, source="Just begun.", name="Egon")
make_comment(article=first.discussion.article, source="Waits.", name="Fay", status="pending")
"""


def test_what_is_new_is_offered_and_appears_without_moving_the_page(page, place):
    page.clock.install()
    page.goto(place.path)
    threads = int(page.locator("[data-stat=threads]").inner_text())
    read = comment(page, "Answer 5.")
    read.evaluate("each => each.scrollIntoView({block: 'start'})")
    place.run(NEWS)
    page.clock.fast_forward("01:01")
    offer = page.get_by_role("button", name="Show 2 new comments")
    before = top(read)
    offer.press("Enter")
    said(page, "2 new comments shown")
    assert abs(top(read) - before) < 2
    page.wait_for_timeout(300)
    assert abs(top(read) - before) < 2
    assert (
        page.locator("[data-thread]").first.locator("[data-new]").inner_text().count("Just begun.")
    )
    above = comment(page, "Just said below.").locator("xpath=preceding-sibling::*[1]")
    expect(above).to_contain_text("Ivo below.")
    assert page.locator("[data-stat=threads]").inner_text() == str(threads + 1)
    page.get_by_role("button", name="Go to the first").click()
    expect(comment(page, "Just begun.")).to_be_focused()
    page.clock.fast_forward("01:01")
    expect(page.locator("[data-news-offer]")).to_have_count(0)
    page.reload()
    order = page.locator("[data-comment]").all_inner_texts()
    assert any("Just begun." in words for words in order[:1])
    assert page.troubles == []


def test_what_is_new_further_down_is_found_behind_the_link_that_brings_it(page, place):
    page.clock.install()
    page.goto(place.path)
    link = page.get_by_role("link", name=MORE_REPLIES)
    left = int(re.search(r"\d+", link.inner_text())[0])
    place.run(
        "make_comment(parent=said('The answered one.'), source='At the very end.', name='Uli',"
        " now=timezone.now())",
    )
    page.clock.fast_forward("01:01")
    page.get_by_role("button", name="Show 1 new comment").click()
    more = f"Show {left + 1} more replies"
    page.get_by_role("button", name=more).click()
    expect(page.get_by_role("link", name=more)).to_be_focused()
    expect(comment(page, "At the very end.")).to_have_count(0)
    page.keyboard.press("Enter")
    said(page, f"{left + 1} more replies shown")
    expect(comment(page, "At the very end.")).to_have_count(1)
    assert page.troubles == []


def test_own_words_are_no_news(page, place):
    page.clock.install()
    page.goto(place.path)
    page.get_by_role("link", name="Leave a reply").click()
    page.locator("[data-comment-form] [name=name]").fill("Nora")
    page.locator("[data-comment-form] [name=body]").fill("Own words.")
    page.locator("[data-comment-form] [type=submit]").click()
    page.locator(".comment-notice").first.wait_for()
    place.run("assert said('Own words.').approve(by=None, now=timezone.now())")
    with page.expect_response("**/news/?since=*") as answer:
        page.clock.fast_forward("01:01")
    assert len(answer.value.json()["comments"]) == 1
    page.wait_for_timeout(200)
    expect(page.locator("[data-news-offer]")).to_have_count(0)


def test_news_is_asked_for_while_the_page_is_looked_at_and_for_half_an_hour(page, place):
    asked = []
    page.on("request", lambda request: asked.append(1) if "/news/" in request.url else None)
    page.clock.install()
    page.goto(place.path)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.clock.run_for("03:01")
    assert asked == []
    page.evaluate("delete document.hidden")
    page.clock.run_for("40:00")
    page.wait_for_timeout(200)
    assert 25 <= len(asked) <= 30

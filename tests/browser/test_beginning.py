"""Beginning to read: nobody waits for what stands further down, and all of it is there when they come."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.look]

LONG = "/articles/the-tide-is-late-again/"
LAID_OUT = "[data-laid-out]"
BROKEN = "nothing.is.here();"
# Whether the browser skips the discussion: nothing in it has a size.
SKIPPED = "!document.querySelector('[data-comment]').checkVisibility({contentVisibilityAuto: true})"


@pytest.fixture
def page(visitor):
    return visitor(viewport={"width": 360, "height": 640})


def folds(page):
    return page.locator("[data-fold]")


def test_comments_wait_until_somebody_comes_near(page):
    page.goto(LONG)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SKIPPED)
    assert folds(page).count() == 0
    page.locator(".article-footer").scroll_into_view_if_needed()
    expect(page.locator(LAID_OUT)).to_be_attached()
    expect(folds(page).first).to_be_attached()
    assert not page.evaluate(SKIPPED)


def test_a_writers_own_view_waits_as_well(page, site):
    page.context.add_cookies([{"name": "has-commented", "value": "1", "url": site.url}])
    with page.expect_response("**/mine/**"):
        page.goto(LONG)
    page.wait_for_load_state("networkidle")
    assert page.locator(LAID_OUT).count() == 0
    page.locator(".article-footer").scroll_into_view_if_needed()
    expect(page.locator(LAID_OUT)).to_be_attached()
    expect(folds(page).first).to_be_attached()


def test_the_keys_lead_to_comments_that_wait(page):
    page.goto(LONG)
    page.keyboard.press("j")
    first = page.locator("[data-comment]").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()


def test_comments_do_not_wait_where_the_address_points_at_them(page):
    page.goto(LONG)
    comment = page.locator("[data-comment]").last.get_attribute("id")
    page.goto("/")
    page.goto(f"{LONG}#{comment}")
    expect(page.locator(f"#{comment}")).to_be_in_viewport()
    expect(folds(page).first).to_be_attached()


def test_comments_do_not_wait_on_a_page_that_has_come_to_rest(page):
    page.clock.install()
    page.goto(LONG)
    assert page.locator(LAID_OUT).count() == 0
    page.clock.fast_forward(8_000)
    expect(page.locator(LAID_OUT)).to_be_attached()
    assert not page.evaluate(SKIPPED)


def test_a_page_that_is_loaded_again_is_where_it_was(page):
    page.goto(f"{LONG}#discussion")
    comment = page.locator("[data-comment]").last
    comment.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # the place is noted a moment after the scrolling
    page.reload()
    expect(comment).to_be_in_viewport()


def test_without_script_comments_are_there_as_they_are_reached(visitor):
    page = visitor(javascript=False)
    page.goto(LONG)
    comment = page.locator("[data-comment]").last
    comment.scroll_into_view_if_needed()
    expect(comment).to_be_in_viewport()


def test_a_script_that_breaks_stops_no_other(page):
    def broken(route):
        whole = route.fetch()
        route.fulfill(response=whole, body=whole.text().replace("try {\n", "try {\n" + BROKEN, 1))

    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.route("**/conversation.bundle.*js", broken)
    page.goto(f"{LONG}#discussion")
    page.get_by_role("link", name="Leave a reply").click()
    page.locator("[data-comment-form]").wait_for()
    assert any("nothing" in problem for problem in problems)

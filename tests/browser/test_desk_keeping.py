"""What is written at the desk is lost to nobody; what only a device keeps is shown to its writer alone."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.tour import sign_in

from .desk import begin, come_back, kept, press, source, text, to_the_end

pytestmark = [pytest.mark.browser, pytest.mark.look]


def on_this_device_nothing_waits(page):
    waiting = "Object.keys(localStorage).filter((name) => name.startsWith('desk:'))"
    for _again in range(60):
        if not page.evaluate(waiting):
            return
        page.wait_for_timeout(250)
    pytest.fail(f"the server does not have {page.evaluate(waiting)}")


def test_what_only_this_device_keeps_is_shown_to_its_writer_alone(page, site):
    def next_person(page, role):
        page.context.clear_cookies()
        page = come_back(page, "/")
        begin(page, site, role=role)
        return page

    begin(page, site)
    text(page).click()
    page.context.set_offline(True)
    page.keyboard.type("Between us.")
    page.locator("[data-keeping]", has_text="does not answer").wait_for()
    page = next_person(page, "administrator")
    expect(text(page)).to_have_text("")
    page = next_person(page, "author")
    expect(text(page)).to_have_text("Between us.")


def test_undoing_ends_at_what_this_device_kept(page, site):
    begin(page, site)
    page.context.set_offline(True)
    text(page).click()
    page.keyboard.type("Of undoing.")
    page = come_back(page, "/admin/blog/article/add/")
    expect(text(page)).to_have_text("Of undoing.")
    kept(page)
    to_the_end(page)
    page.keyboard.type(" More.")
    for _again in range(3):
        page.keyboard.press("Control+z")
    expect(text(page)).to_have_text("Of undoing.")
    assert source(page) == "<p>Of undoing.</p>"


def test_ticks_are_kept_as_they_were_left_and_taken_away(page, site):
    begin(page, site, role="administrator")
    page.locator("[name=title]").fill("Of ticks")
    page.locator("[name=is_noindex]").check()
    kept(page)
    page.context.set_offline(True)
    page.locator("[name=is_noindex]").uncheck()
    page.locator("[name=is_featured]").check()
    page.locator("[name=language]").fill("de")
    page.locator("[data-keeping]", has_text="does not answer").wait_for()
    for _again in range(2):  # the second time from the server
        page = come_back(page, page.url)
        expect(page.locator("[name=language]")).to_have_value("de")
        expect(page.locator("[name=is_featured]")).to_be_checked()
        expect(page.locator("[name=is_noindex]")).not_to_be_checked()
        on_this_device_nothing_waits(page)


def test_looking_at_a_form_is_no_typing(page, site):
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    begin(page, site)
    sent.clear()
    for address in ("/admin/blog/article/add/", "/admin/blog/article/"):
        page.goto(address)
        if address.endswith("/article/"):
            page.locator(".field-name a").first.click()
        text(page).click()
        page.locator("[name=title]").focus()
        page.wait_for_timeout(4_000)  # the server gets what is typed after 3 s
        expect(page.locator("[data-keeping]")).to_have_text("")
    assert sent == []


def test_what_is_chosen_without_a_key_is_kept(page, site):
    begin(page, site, role="administrator")
    page.locator(".field-category .select2-selection").click()
    page.locator(".select2-results [role=option]:not(.loading-results)").last.click()
    chosen = page.locator("[name=category]").input_value()
    assert chosen
    kept(page)
    page.reload()
    expect(page.locator("[name=category]")).to_have_value(chosen)
    page.locator(".field-published_at .datetimeshortcuts a").first.click()
    day = page.locator("[name=published_at_0]").input_value()
    kept(page)
    page.reload()
    expect(page.locator("[name=published_at_0]")).to_have_value(day)


@pytest.fixture
def elsewhere(site):
    """Return a function that signs somebody in in another window of the same browser."""

    def go(page, role):
        page.context.clear_cookies()
        other = page.context.new_page()
        sign_in(other, site.logins[role])
        other.close()
        page.bring_to_front()

    return go


def write_signed_out(page, words):
    page.context.clear_cookies()
    to_the_end(page)
    page.keyboard.type(words)
    page.locator("[data-keeping]", has_text="You are signed out").wait_for()


def test_signing_in_again_in_another_window_is_enough(page, site, elsewhere):
    begin(page, site)
    text(page).click()
    page.keyboard.type("Of keys.")
    kept(page)
    write_signed_out(page, " Of doors.")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(1_000)
    expect(page.locator("[data-keeping]")).to_contain_text("You are signed out")
    elsewhere(page, "author")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    kept(page)
    on_this_device_nothing_waits(page)
    page.reload()
    expect(text(page)).to_have_text("Of keys. Of doors.")
    elsewhere(page, "author")
    press(page, "Save draft")
    expect(text(page)).to_have_text("Of keys. Of doors.")


@pytest.mark.parametrize(
    ("role", "answer"), [("administrator", "You are signed out"), ("moderator", "not let through")]
)
def test_nothing_is_sent_in_the_name_of_another_who_signed_in(page, site, elsewhere, role, answer):
    begin(page, site)
    text(page).click()
    page.keyboard.type("Of mine.")
    kept(page)
    write_signed_out(page, " Alone.")
    elsewhere(page, role)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator("[data-keeping]", has_text=answer).wait_for()
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(1_000)
    page.locator("[data-keeping]", has_text=answer).wait_for()
    elsewhere(page, "author")
    press(page, "Save draft")
    expect(text(page)).to_have_text("Of mine. Alone.")


def test_two_new_texts_of_one_writer_wait_side_by_side_for_the_server(visitor, site):
    one = visitor()
    begin(one, site)
    two = one.context.new_page()
    two.goto("/admin/blog/article/add/")
    one.context.set_offline(True)
    for page, words in ((one, "Of ebb."), (two, "Of flood.")):
        page.bring_to_front()
        text(page).click()
        page.keyboard.type(words)
        page.locator("[data-keeping]", has_text="does not answer").wait_for()
    two.close()
    one = come_back(one, "/admin/blog/article/add/")
    expect(text(one)).to_have_text("Of flood.")
    two = one.context.new_page()
    two.goto("/admin/blog/article/add/")
    expect(text(two)).to_have_text("Of ebb.")
    for page in (one, two):
        kept(page)
        assert page.url.endswith("/change/")
        page.reload()
    expect(text(one)).to_have_text("Of flood.")
    expect(text(two)).to_have_text("Of ebb.")
    on_this_device_nothing_waits(one)


def test_two_who_write_at_once_lose_nothing(visitor, site):
    one, other = visitor(), visitor()
    for page, login in ((one, "author"), (other, "administrator")):
        sign_in(page, site.logins[login])
    one.goto("/admin/blog/article/add/")
    one.get_by_label("Title:").fill(f"Shared {uuid.uuid4().hex[:8]}")
    text(one).click()
    one.keyboard.type("One begins")
    kept(one)
    other.goto(one.url)
    to_the_end(other)
    other.keyboard.type(" and another goes on")
    kept(other)

    to_the_end(one)
    one.keyboard.type(" and knows nothing of it")
    one.locator("[data-keeping]", has_text="saved a newer version").wait_for()
    one.get_by_role("button", name="Save draft").click()
    both = one.get_by_role("region", name="Both versions")
    expect(both.locator("del", has_text="another")).to_have_count(1)
    expect(both.locator("ins", has_text="knows")).to_have_count(1)
    expect(both.get_by_role("columnheader")).to_have_text([re.compile("newer version"), "Yours"])
    press(one, "Save draft")
    expect(text(one)).to_have_text("One begins and knows nothing of it")
    one.get_by_role("link", name="Revisions", exact=True).click()
    one.locator(".revisions tr", has_text="replaced by others").first.get_by_role("link").click()
    expect(one.locator(".difference")).to_contain_text("and another goes on")

"""The form as writers meet it: buttons, preview, edits in place, and what may happen before it is sent."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.tour import sign_in

from .test_writing import body, drafts, form, reply

pytestmark = [pytest.mark.browser, pytest.mark.look]

BOLD = "**weight**"


@pytest.fixture(scope="module")
def article(site) -> str:
    return make_article(site, "to-form-under")


def make_article(site, slug) -> str:
    run(
        site,
        "from datetime import datetime, UTC",
        "from tests.comments.make import make_article, make_comment",
        f"article = make_article(slug={slug!r}, published_at=datetime(2020, 1, 1, tzinfo=UTC))",
        "make_comment(article=article, source='To be answered.', name='Ben')",
    )
    return f"/articles/{slug}/"


def run(site, *lines) -> str:
    return site.manage("shell", "--no-imports", "-c", "\n".join(lines))


def count(page, article, words) -> int:
    """Return how many comments with these words their writer finds."""
    page.goto(f"{article}mine/")
    return own(page, words).count()


def fill(page, words, name="Nora"):
    form(page).locator("[name=name]").fill(name)
    body(page).fill(words)


def send(page):
    form(page).get_by_role("button", name=re.compile("Post comment|Save")).click()


def own(page, words):
    return page.locator("[data-comment]", has_text=words)


def test_a_form_appears_whole_however_late_its_scripts_come(page, article):
    page.route("**/forms.bundle.*js", lambda route: page.wait_for_timeout(700) or route.continue_())
    page.goto(article)
    assert page.locator("[data-comment-form]").count() == 0
    reply(page)
    form(page).wait_for()
    assert form(page).get_by_role("toolbar").count() == 1


def test_a_form_appears_where_its_scripts_do_not_come(page, article):
    page.route("**/forms.bundle.*js", lambda route: route.abort())
    page.goto(article)
    reply(page)
    fill(page, "Without buttons.")
    assert form(page).get_by_role("toolbar").count() == 0


def test_the_buttons_write_markdown_that_can_be_undone(page, article):
    page.goto(article)
    reply(page)
    body(page).fill("some weight here")
    body(page).evaluate("text => text.setSelectionRange(5, 11)")
    page.keyboard.press("Control+b")
    expect(body(page)).to_have_value(f"some {BOLD} here")
    assert (
        body(page).evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")
        == "weight"
    )
    page.keyboard.press("Control+z")
    expect(body(page)).to_have_value("some weight here")

    body(page).evaluate("text => text.setSelectionRange(5, 11)")
    page.keyboard.press("Control+k")
    expect(body(page)).to_have_value("some [weight](https://) here")
    body(page).fill("one\ntwo")
    body(page).evaluate("text => text.select()")
    tools = form(page).get_by_role("toolbar", name="Formatting")
    page.keyboard.press("Shift+Tab")
    expect(tools.get_by_role("button", name="Bold")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(tools.get_by_role("button", name="List")).to_be_focused()
    page.keyboard.press("Enter")
    expect(body(page)).to_have_value("- one\n- two")
    expect(body(page)).to_be_focused()
    assert len(drafts(page)) == 1
    assert page.troubles == []


def test_a_preview_in_place_shows_what_will_be_posted(page, article):
    words = f"{BOLD} {uuid.uuid4().hex}"
    page.goto(article)
    reply(page)
    fill(page, words)
    form(page).get_by_role("tab", name="Write").focus()
    page.keyboard.press("ArrowRight")
    shown = form(page).get_by_role("tabpanel", name="Preview")
    expect(shown.locator("strong")).to_have_text("weight")
    expect(form(page).get_by_role("tab", name="Preview")).to_be_focused()
    expect(body(page)).to_be_hidden()
    page.get_by_role("status").filter(has_text="The preview is shown.").wait_for()
    page.keyboard.press("ArrowLeft")
    expect(body(page)).to_have_value(words)
    send(page)
    own(page, words.removeprefix(BOLD)).locator("strong").wait_for()
    assert page.troubles == []


def test_a_preview_without_script_is_a_page_with_the_form(visitor, article):
    words = f"{BOLD} {uuid.uuid4().hex}"
    page = visitor(javascript=False)
    page.goto(f"{article}reply/")
    fill(page, words)
    form(page).get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview] strong")).to_have_text("weight")
    expect(body(page)).to_have_value(words)
    send(page)
    own(page, words.removeprefix(BOLD)).wait_for()


def test_words_outlast_a_restart_of_the_server(page, article, site):
    words = f"Before and after {uuid.uuid4().hex}"
    page.goto(article)
    reply(page)
    fill(page, words)
    site.stop()
    send(page)
    page.locator("p[data-send-problem]").wait_for()
    site.start()
    send(page)
    own(page, words).wait_for()
    assert count(page, article, words) == 1


def test_a_form_whose_cookie_ran_out_is_sent_again_by_itself(page, article):
    words = f"After a year {uuid.uuid4().hex}"
    page.goto(article)
    reply(page)
    fill(page, words)
    page.context.clear_cookies()
    send(page)
    own(page, words).wait_for()
    assert count(page, article, words) == 1
    assert drafts(page) == []


def test_a_double_click_and_the_back_button_post_once(visitor, article):
    words = f"Twice {uuid.uuid4().hex}"
    for javascript in (True, False):
        page = visitor(javascript=javascript)
        page.goto(f"{article}reply/")
        fill(page, words)
        form(page).get_by_role("button", name="Post comment").dblclick()
        own(page, words).first.wait_for()
        page.go_back()
        if page.locator("[data-comment-form]").count() and body(page).input_value() == words:
            send(page)
            page.wait_for_load_state()
        assert count(page, article, words) == 1


def test_what_closes_meanwhile_gives_the_words_back(page, site):
    article = make_article(site, "to-close-meanwhile")
    page.goto(article)
    reply(page, to="Reply to Ben")
    fill(page, "An answer that took an hour.")
    model = "from comments.models import Discussion, Thread"
    of = "discussion__article__slug='to-close-meanwhile'"
    run(site, model, f"Thread.objects.filter({of}).update(is_closed=True)")
    send(page)
    form(page).get_by_text("This thread is closed.").wait_for()
    expect(body(page)).to_have_value("An answer that took an hour.")
    run(
        site,
        model,
        "Discussion.objects.filter(article__slug='to-close-meanwhile').update(mode='closed')",
    )
    send(page)
    form(page).get_by_text("This discussion is closed.").wait_for()
    expect(body(page)).to_have_value("An answer that took an hour.")
    page.reload()  # to a page without a form
    kept = page.evaluate("Object.values(localStorage)")
    assert any("An answer that took an hour." in each for each in kept)


def test_two_tabs_keep_two_drafts(page, article):
    page.goto(f"{article}reply/")
    other = page.context.new_page()
    other.goto(f"{article}reply/")
    posted = f"From the other tab {uuid.uuid4().hex}"
    fill(page, "In the first tab")
    fill(other, posted)
    page.reload()
    expect(body(page)).to_have_value("In the first tab")
    send(other)
    own(other, posted).wait_for()
    page.reload()
    expect(body(page)).to_have_value("In the first tab")


def test_a_writer_edits_in_place_while_time_is_left(page, site):
    article = make_article(site, "to-edit-under")
    page.goto(article)
    reply(page)
    fill(page, "First wording.")
    send(page)
    own(page, "First wording.").wait_for()
    run(
        site,
        "from comments.models import Comment",
        "from django.utils import timezone",
        "comment = Comment.objects.get(source='First wording.')",
        "comment.approve(by=None, now=timezone.now())",
    )
    page.reload()
    own(page, "First wording.").get_by_text("15 min left").wait_for()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(body(page)).to_be_focused()
    expect(body(page)).to_have_value("First wording.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_focused()

    page.keyboard.press("Enter")
    body(page).fill("Second wording.")
    page.keyboard.press("Escape")  # what is new is not thrown away
    page.reload()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(body(page)).to_have_value("Second wording.")
    send(page)
    own(page, "Second wording.").get_by_text("edited").wait_for()
    assert drafts(page) == []

    page.clock.install()
    page.reload()
    own(page, "Second wording.").get_by_text("min left").wait_for()
    page.clock.fast_forward("15:10")
    own(page, "Second wording.").get_by_text("The time for changes is over.").wait_for()
    assert page.get_by_role("link", name="Edit", exact=True).count() == 0
    assert page.troubles == []


def test_a_reaction_by_keyboard_can_be_changed_and_taken_back(page, article):
    page.goto(article)
    opener = page.get_by_role("link", name="React to the comment by Ben")
    opener.focus()
    page.keyboard.press("Enter")
    picker = page.locator(".reactions.is-open")
    expect(picker.get_by_role("button", name="like")).to_be_focused()
    page.keyboard.press("Enter")
    picker.get_by_text("You chose “like”.").wait_for()
    expect(picker.get_by_role("button", name="like")).to_be_focused()
    picker.get_by_role("button", name="love").press("Enter")
    picker.get_by_text("You chose “love”.").wait_for()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_text("You: love")).to_be_visible()
    page.keyboard.press("Enter")
    picker.get_by_role("button", name="love").press("Enter")
    picker.get_by_text("Choose one; you can change it or take it back.").wait_for()
    picker.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()
    assert page.get_by_text("You: love").count() == 0
    assert page.troubles == []


def test_who_signed_in_gives_only_the_text(page, article, site):
    sign_in(page, site.logins["author"])
    page.goto(f"{article}reply/")
    assert form(page).locator("[name=name]").count() == 0
    words = f"By a member {uuid.uuid4().hex}"
    body(page).fill(words)
    send(page)
    own(page, words).wait_for()


def test_a_text_that_is_too_long_is_said_to_be_and_never_cut(page, article):
    page.goto(article)
    reply(page)
    fill(page, "x" * 4_990)
    form(page).get_by_text("Room for 10 more characters").wait_for()
    body(page).press_sequentially("y" * 12)
    form(page).get_by_text("2 characters too many").wait_for()
    send(page)
    form(page).get_by_text("A comment takes 5000 characters; this has 5002.").wait_for()
    expect(body(page)).to_have_value("x" * 4_990 + "y" * 12)

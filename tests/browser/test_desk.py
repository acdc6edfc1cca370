"""The desk: an author writes, is cut off, comes back, shows it around; an editor publishes."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.content.make import picture
from tests.tour import sign_in

from .desk import PNG, begin, come_back, drop, kept, press, source, text, to_the_end

pytestmark = [pytest.mark.browser, pytest.mark.look]

CARET = """() => {
  const { top, bottom } = getSelection().getRangeAt(0).startContainer.getBoundingClientRect();
  return { top, bottom };
}"""
NAMELESS = """new MutationObserver(() => {
  globalThis.nameless ||= document.querySelector(".ProseMirror:not([aria-label])") !== null;
}).observe(document, { childList: true, subtree: true })"""


def test_the_text_has_its_name_from_its_first_moment(page, site):
    page.add_init_script(NAMELESS)
    begin(page, site)
    text(page)
    assert page.evaluate("globalThis.nameless") is False


def test_an_article_from_the_first_word_to_a_restored_revision(visitor, site):
    title = f"Of lamps {uuid.uuid4().hex[:8]}"
    author, editor, stranger = visitor(), visitor(), visitor()
    begin(author, site)
    write_the_first_words(author, title)
    author = be_cut_off_and_come_back(author)
    show_it_around(author, stranger, title)
    press(author, "Send to review")

    sign_in(editor, site.logins["administrator"])
    editor.goto(author.url)
    publish(editor, stranger, title)
    change_what_is_published(editor, stranger)
    restore_the_first_wording(editor, stranger)
    assert stranger.troubles == editor.troubles == []


def write_the_first_words(author, title):
    expect(text(author)).to_have_attribute("aria-label", "Text of the article")
    expect(text(author)).to_have_attribute("spellcheck", "true")
    author.get_by_label("Title:").fill(title)
    text(author).click()
    author.keyboard.type("A lamp is lit.")
    drop(author, picture(size=(600, 400)), "lamp.png", PNG)
    alt = author.get_by_label("What does the picture show? (lamp.png)")
    alt.fill("A great lens")
    alt.press("Enter")
    to_the_end(author)
    author.keyboard.type("Said the keeper")
    author.locator("[data-name=blockquote]").click()
    kept(author)
    assert re.search(r"/article/\d+/change/$", author.url)
    assert author.troubles == []


def be_cut_off_and_come_back(author):
    """Go on without a network; return the window in which all of it is there again."""
    author.context.set_offline(True)
    to_the_end(author)
    author.keyboard.type(", cut off")
    author.locator("[data-keeping]", has_text="does not answer").wait_for()
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Said the keeper, cut off")
    author.get_by_text("What this device kept is back in the form.").wait_for()
    kept(author)
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Said the keeper, cut off")
    return author


def show_it_around(author, stranger, title):
    link = author.locator("#preview-link").input_value()
    assert stranger.goto(link).status == 200
    expect(stranger.locator("h1")).to_have_text(title)
    expect_the_quotation(stranger, "Said the keeper, cut off")
    expect(stranger.locator(".prose img").first).to_have_attribute("alt", "A great lens")
    assert stranger.context.cookies() == []


def publish(editor, stranger, title):
    """An editor publishes and is shown the way back to the desk, a stranger is not."""
    text(editor)
    press(editor, "Publish")
    view = editor.get_by_role("link", name="View on site").first.get_attribute("href")
    for page in (editor, stranger):
        page.goto(view)
        expect(page.locator("h1")).to_have_text(title)
    expect(stranger.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    editor.get_by_role("link", name="Edit", exact=True).click()


def change_what_is_published(editor, stranger):
    """Readers see what is published until the changes are, too."""
    to_the_end(editor)
    editor.keyboard.type(" for ever")
    kept(editor)
    stranger.reload()
    expect_the_quotation(stranger, "Said the keeper, cut off")
    press(editor, "Publish changes")
    stranger.reload()
    expect_the_quotation(stranger, "Said the keeper, cut off for ever")


def restore_the_first_wording(editor, stranger):
    editor.get_by_role("link", name="Revisions", exact=True).click()
    editor.locator(".revisions tbody tr", has_text="changes published").get_by_role("link").click()
    expect(editor.locator(".difference ins")).to_have_text(" for ever")
    editor.go_back()
    editor.locator(".revisions tbody tr").nth(1).get_by_role("link").click()
    press(editor, "Restore this revision")
    text(editor)
    press(editor, "Publish changes")
    stranger.reload()
    expect_the_quotation(stranger, "Said the keeper, cut off")


def expect_the_quotation(reader, words):
    expect(reader.locator(".article blockquote")).to_have_text(words)


@pytest.fixture
def reviewed(site):
    """A site whose authors send what they wrote to an editor."""
    change = "from blog.models import SiteSettings\nSiteSettings.objects.update(wants_review={})"
    site.manage("shell", "--no-imports", "-c", change.format(True))
    yield
    site.manage("shell", "--no-imports", "-c", change.format(False))


def test_what_an_author_may_not_publish_appears_on_time_when_an_editor_says_so(
    visitor, site, reviewed
):
    title = f"Of two lamps {uuid.uuid4().hex[:8]}"
    author, editor, reader = visitor(), visitor(), visitor()
    begin(author, site)
    author.get_by_label("Title:").fill(title)
    for name in ("first.png", "second.png"):
        drop(author, picture(size=(600, 400)), name, PNG)
        author.get_by_label(f"What does the picture show? ({name})").fill(f"The {name[:-4]} lamp")
        author.locator(".upload").get_by_role("button", name="Done").click()
    to_the_end(author)
    author.keyboard.type("Both are lit.")
    kept(author)
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Both are lit.")
    expect(author.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    press(author, "Send to review")

    sign_in(editor, site.logins["administrator"])
    editor.goto("/admin/blog/article/schedule/")
    editor.get_by_role("link", name=title).click()
    text(editor)
    soon = datetime.now(UTC) + timedelta(seconds=6)
    editor.locator("[name=published_at_0]").fill(f"{soon:%Y-%m-%d}")
    editor.locator("[name=published_at_1]").fill(f"{soon:%H:%M:%S}")
    press(editor, "Publish")
    expect(editor.locator(".messagelist")).to_contain_text("It appears by itself")
    slug = editor.locator("[name=slug]").input_value()
    assert reader.request.get(f"/articles/{slug}/").status == 404
    reader.wait_for_timeout((soon - datetime.now(UTC)).total_seconds() * 1000 + 200)
    assert reader.goto(f"/articles/{slug}/").status == 200
    for alt in ("The first lamp", "The second lamp"):
        reader.get_by_role("img", name=alt).wait_for()
    assert editor.troubles == reader.troubles == []


def test_headings_are_made_by_keyboard_alone(visitor, site):
    page = visitor()
    begin(page, site)
    text(page).click()
    page.keyboard.type("Of lamps")
    heading = page.locator(".prose-menubar [data-name=heading3]")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if heading.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert source(page) == "<h3>Of lamps</h3>"


def test_text_is_written_and_saved_without_scripts(visitor, site):
    page = visitor(javascript=False)
    begin(page, site)
    page.fill("[name=title]", "Without scripts")
    page.fill("[name=source]", "<h2>One</h2><p>Two</p>")
    press(page, "Save draft")
    assert page.locator("[name=source]").input_value() == "<h2>One</h2><p>Two</p>"


def test_what_was_written_without_a_script_keeps_its_paragraphs(visitor, site):
    without = visitor(javascript=False)
    begin(without, site)
    without.get_by_label("Title:").fill(f"Of lamps {uuid.uuid4().hex[:8]}")
    without.locator("[name=source]").fill("One line,\nanother.\n\nA second paragraph.")
    press(without, "Save draft")
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto(without.url)
    expect(text(page).locator("p")).to_have_count(2)
    to_the_end(page)
    page.keyboard.type(" More.")
    assert source(page) == "<p>One line,<br>another.</p><p>A second paragraph. More.</p>"


def test_what_the_editor_cannot_show_is_named_before_it_is_lost(visitor, site):
    without = visitor(javascript=False)
    begin(without, site)
    list_and_word = '<ol reversed><li>One</li></ol><p>A <span lang="fr">mot</span>.</p>'
    without.locator("[name=source]").fill(list_and_word)
    press(without, "Save draft")
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto(without.url)
    note = page.get_by_role("alert").filter(has_text="<ol reversed>, <span lang>")
    note.wait_for()
    assert source(page) == list_and_word


def test_the_line_that_is_written_and_the_menu_stay_in_view(visitor, site):
    page = visitor(viewport={"width": 1280, "height": 800})
    begin(page, site)
    text(page).click()
    for _ in range(40):
        page.keyboard.type("Line.")
        page.keyboard.press("Enter")
    caret = page.evaluate(CARET)
    bar = page.locator(".desk-buttons").bounding_box()
    menu = page.locator(".prose-menubar").bounding_box()
    assert 0 <= menu["y"] < 60
    assert menu["y"] + menu["height"] < caret["top"]
    assert caret["bottom"] <= bar["y"]

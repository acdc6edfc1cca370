"""What somebody does at the desk in a browser, and what of it is in the text."""

import pytest
from playwright.sync_api import expect

from tests.tour import sign_in

DROP = """(area, files) => {
  const dataTransfer = new DataTransfer();
  for (const [bytes, name, type] of files)
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const { left, bottom } = area.getBoundingClientRect();
  const place = { clientX: left + 60, clientY: bottom - 20 };
  area.dispatchEvent(new DragEvent("drop", { ...place, bubbles: true, cancelable: true, dataTransfer }));
}"""
PASTE = """(area, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
PASTE_FILE = """(area, [bytes, name, type]) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
AT_THE_END = """() => {
  const { state } = document.querySelector(".ProseMirror").editor;
  return !state.doc.textBetween(state.selection.head, state.doc.content.size, "", "*");
}"""
PNG = "image/png"


def begin(page, site, *, role="author"):
    """Sign in, and open the form of a new article."""
    sign_in(page, site.logins[role])
    page.goto("/admin/blog/article/add/")


def text(page):
    area = page.locator(".ProseMirror[contenteditable=true]")
    area.wait_for()
    return area


def to_the_end(page):
    """Put the caret behind all that is written; the editor's first focus may undo what a key did."""
    for _again in range(40):
        text(page).press("Control+End")
        page.wait_for_timeout(250)
        if page.evaluate(AT_THE_END):
            return
    pytest.fail("the caret did not go to the end")


def source(page) -> str:
    return page.locator("[name=source]").input_value()


def put(page, html: str):
    """Have this for the text, and the caret in it."""
    text(page).click()
    expect(text(page)).to_be_focused()
    text(page).evaluate("(area, html) => area.editor.commands.setContent(html)", html)


def picture_of(page, site) -> str:
    """Sign in, and return the address of a picture of the site's."""
    sign_in(page, site.logins["author"])
    page.goto("/articles/what-a-lighthouse-says/")
    return page.locator(".prose figure img").first.get_attribute("src")


def keys(page, *names: str):
    """Press one after the other, as fast as people do: a browser says a moment later where its caret went."""
    for name in names:
        page.keyboard.press(name)
        page.wait_for_timeout(80)


def drop(page, data: bytes, name: str, kind: str):
    drop_all(page, [(data, name, kind)])


def drop_all(page, files):
    text(page).evaluate(DROP, [[list(data), name, kind] for data, name, kind in files])


def paste(page, html: str):
    text(page).evaluate(PASTE, html)


def paste_over(page, html: str):
    """Paste it in the place of all that is written."""
    text(page).press("Control+a")
    paste(page, html)


def paste_file(page, data: bytes, name: str, kind: str):
    text(page).evaluate(PASTE_FILE, [list(data), name, kind])


def kept(page):
    page.locator("[data-keeping]", has_text="Kept at").wait_for()


def press(page, name: str):
    with page.expect_navigation():  # the page before may say of another deed that it is done
        page.get_by_role("button", name=name, exact=True).click()
    page.locator(".messagelist .success").wait_for()


def come_back(page, address: str):
    """Close the window and open another, as on the next morning."""
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    return again

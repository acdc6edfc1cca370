"""Figures under the keys: chosen, deleted, moved and left whole, and written below."""

import re

import pytest
from playwright.sync_api import expect

from .desk import begin, keys, picture_of, put, source, text

pytestmark = [pytest.mark.browser, pytest.mark.look]

TABLE = "<table><tbody><tr><td><p>Cell</p></td></tr></tbody></table>"


@pytest.fixture
def desk(page, site):
    """An empty text, with the picture that `figure` shows."""
    page.picture = picture_of(page, site)
    page.goto("/admin/blog/article/add/")
    yield page
    assert page.troubles == []


def figure(page, caption="By day") -> str:
    words = caption and f"<figcaption>{caption}</figcaption>"
    return f'<figure><img src="{page.picture}" alt="" width="300" height="100">{words}</figure>'


def choose(page):
    text(page).locator("figure img").click()


def shown(page) -> str:
    """Return the text's HTML, a figure as its caption in brackets."""
    html = re.sub(r' class="figure(-caption)?"', "", source(page))
    whole = r'<figure><img src="/media/[^>]*>(?:<figcaption>(.*?)</figcaption>)?</figure>'
    return re.sub(whole, r"[\1]", html)


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_a_chosen_picture_is_deleted_with_its_caption(desk, key):
    put(desk, f"<p>Above</p>{figure(desk)}<p>Below</p>")
    choose(desk)
    desk.wait_for_timeout(600)  # what follows at once is undone together
    keys(desk, key)
    assert shown(desk) == "<p>Above</p><p>Below</p>"
    keys(desk, "Control+z")
    assert shown(desk) == "<p>Above</p>[By day]<p>Below</p>"


def test_a_picture_that_is_cut_and_pasted_comes_with_its_caption(desk):
    put(desk, f"<p>Above</p>{figure(desk)}<p>Below</p>")
    choose(desk)
    keys(desk, "Control+x")
    assert shown(desk) == "<p>Above</p><p>Below</p>"
    text(desk).get_by_text("Below").click()
    keys(desk, "End", "Control+v")
    assert shown(desk) == "<p>Above</p><p>Below</p>[By day]"


def test_enter_goes_on_below_a_picture_that_is_chosen_and_below_its_caption(desk):
    put(desk, f"{figure(desk)}<p>Below</p>")
    choose(desk)
    keys(desk, "Enter", "1")
    text(desk).get_by_text("By day").click()
    keys(desk, "End", "Enter", "2")
    assert shown(desk) == "[By day]<p>2</p><p>1</p><p>Below</p>"


def test_a_caption_whose_picture_is_gone_stays_as_a_line(desk):
    put(desk, f"<p>Above</p>{figure(desk)}<p>Below</p>{figure(desk, '')}<p>End</p>")
    text(desk).evaluate("({ editor: { view } }) => view.dispatch(view.state.tr.delete(8, 9))")
    assert shown(desk) == "<p>Above</p><p>By day</p><p>Below</p>[]<p>End</p>"
    text(desk).evaluate("({ editor: { view } }) => view.dispatch(view.state.tr.delete(23, 24))")
    assert shown(desk) == "<p>Above</p><p>By day</p><p>Below</p><p>End</p>"


def test_nothing_is_typed_between_a_picture_and_its_caption(desk):
    for key in ("ArrowLeft", "ArrowUp"):
        put(desk, f"<p>Above</p>{figure(desk)}<p>Below</p>")
        text(desk).get_by_text("By day").click()
        keys(desk, "Home", key)
        expect(text(desk).locator("figure.ProseMirror-selectednode")).to_be_visible()
        desk.keyboard.type("Photo: ")
        assert shown(desk) == "<p>Above</p>[By day]<p>Photo: </p><p>Below</p>"


def test_the_arrows_go_through_a_picture_and_its_caption(desk):
    put(desk, f"<p>Above</p>{figure(desk)}<p>Below</p>")
    text(desk).get_by_text("Above").click()
    keys(desk, "End", "ArrowRight", "ArrowRight", "1", "Home", "ArrowLeft", "ArrowLeft", "2")
    assert shown(desk) == "<p>Above2</p>[1By day]<p>Below</p>"


def test_a_caption_is_taken_off_and_put_on_by_the_button_at_the_picture(desk):
    put(desk, f"<p>Above</p>{figure(desk, '')}<p>Below</p>")
    choose(desk)
    desk.get_by_role("button", name="Add caption").click()
    desk.keyboard.type("By night")
    assert shown(desk) == "<p>Above</p>[By night]<p>Below</p>"
    choose(desk)
    desk.get_by_role("button", name="Remove caption").click()
    assert "By night" not in source(desk)
    assert desk.picture in source(desk)


def test_whoever_goes_to_the_end_writes_below_a_table_or_a_picture_that_stands_there(desk):
    for last, kept in ((TABLE, TABLE), (figure(desk), "[By day]")):
        put(desk, f"<p>Above</p>{last}")
        keys(desk, "Control+Home", "Control+End")
        assert shown(desk) == f"<p>Above</p>{kept}"  # nothing has changed yet
        desk.keyboard.type("Below")
        assert shown(desk) == f"<p>Above</p>{kept}<p>Below</p>"

        put(desk, f"<p>Above</p>{last}")
        height = text(desk).bounding_box()["height"]
        text(desk).click(position={"x": 60, "y": height - 8})
        desk.keyboard.type("Below")
        assert shown(desk) == f"<p>Above</p>{kept}<p>Below</p>"


def test_a_link_without_a_title_has_none_in_the_text(page, site):
    begin(page, site)
    put(page, "<p>A page</p>")
    keys(page, "Control+a")
    page.locator("[data-name=link]").click()
    page.get_by_label("URL").fill("https://example.org/")
    page.get_by_role("button", name="Update").click()
    expect(text(page).locator("a")).to_be_visible()
    assert source(page) == '<p><a href="https://example.org/">A page</a></p>'

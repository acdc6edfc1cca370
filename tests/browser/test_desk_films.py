"""Films in a text: put in between words, and fetched when a reader asks for them."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from .desk import begin, keys, press, put, source, text

pytestmark = [pytest.mark.browser, pytest.mark.look]

FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


def test_whoever_types_after_putting_something_in_goes_on_below_it(visitor, site):
    page = visitor()
    begin(page, site)
    text(page).click()
    page.locator("[data-name=figure]").click()
    page.get_by_role("dialog").locator("[data-picture]").first.click()
    expect(text(page)).to_be_focused()
    page.keyboard.type("Of a picture")
    for number in (1, 2):
        page.locator("[data-name=embed]").click()
        dialog = page.get_by_role("dialog", name="Embed a film or post")
        dialog.get_by_label("Its address").fill(f"https://vimeo.com/{number}")
        dialog.get_by_label("What it is, in words").fill(f"Film {number}")
        dialog.get_by_role("button", name="Done").click()
        page.keyboard.type(f"Of film {number}")
    page.locator(".ProseMirror .embed").first.click()
    page.keyboard.type("Chosen, ")
    words = re.sub(r"<figure[^>]*><img[^>]*>.*?</figure>", "[picture]", source(page))
    words = re.sub(r"<figure[^>]*><a[^>]*>(.*?)</a></figure>", r"[\1]", words).replace(
        "<p></p>", ""
    )
    assert words == (
        "[picture]<p>Of a picture</p>[Film 1]<p>Chosen, </p><p>Of film 1</p>[Film 2]<p>Of film 2</p>"
    )


def test_a_film_beside_words_is_chosen_before_a_key_deletes_it(visitor, site):
    page = visitor()
    begin(page, site)
    film = '<figure class="embed"><a href="https://vimeo.com/1">Film 1</a></figure>'
    put(page, f"<p>Above</p>{film}<p>Below</p>")
    text(page).get_by_text("Below").click()
    for pressed in (("Home", "Backspace"), ("ArrowLeft", "Delete")):
        keys(page, *pressed)
        expect(text(page).locator(".embed.ProseMirror-selectednode")).to_be_visible()
        assert source(page) == f"<p>Above</p>{film}<p>Below</p>"
    keys(page, "Delete")
    assert source(page) == "<p>Above</p><p>Below</p>"


def test_a_film_is_fetched_when_a_reader_asks_for_it_and_not_before(visitor, site):
    page, reader = visitor(), visitor()
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="A film"))
    begin(page, site, role="administrator")
    page.get_by_label("Title:").fill(f"With a film {uuid.uuid4().hex[:8]}")
    page.locator("[name=bylines_0]").select_option(index=1)
    text(page).click()
    page.locator("[data-name=embed]").click()
    dialog = page.get_by_role("dialog", name="Embed a film or post")
    dialog.get_by_label("Its address").fill("https://youtu.be/dQw4w9WgXcQ")
    dialog.get_by_label("What it is, in words").fill("The lamp is lit")
    dialog.get_by_role("button", name="Done").click()
    expect(text(page).locator(".embed a")).to_have_text("The lamp is lit")
    press(page, "Publish")

    reader.goto(page.get_by_role("link", name="View on site").first.get_attribute("href"))
    reader.get_by_text("Showing it loads from www.youtube-nocookie.com").wait_for()
    link = reader.get_by_role("link", name="The lamp is lit")
    expect(link).to_have_attribute("href", "https://youtu.be/dQw4w9WgXcQ")
    assert all(url.startswith(site.url) for url in asked)
    reader.get_by_role("button", name="Show it here").press("Enter")
    expect(reader.frame_locator(".embed iframe").locator("body")).to_have_text("A film")
    assert FRAME in asked
    assert page.troubles == reader.troubles == []

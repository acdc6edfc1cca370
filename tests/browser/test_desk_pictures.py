"""Pictures at the desk: dropped, pasted, chosen from files or the library, described, refused, waited for."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.content.make import picture

from .desk import PNG, begin, drop, drop_all, paste_file, picture_of, press, put, source, text

pytestmark = [pytest.mark.browser, pytest.mark.look]


def test_a_hostile_picture_is_refused_where_it_was_dropped(visitor, site):
    page = visitor()
    begin(page, site)
    drop(page, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evil.svg", "image/svg+xml")
    expect(page.locator(".upload[role=alert]")).to_contain_text("SVG drawings can carry programs")
    assert "<img" not in source(page)


def test_several_pictures_lie_in_the_text_as_they_were_dropped_and_a_broken_one_holds_up_none(
    visitor, site
):
    page = visitor()
    begin(page, site)
    text(page).click()
    page.keyboard.type("Above")
    widths = [3000, 301, 302]
    files = [(picture(size=(width, 1500)), f"{width}.png", PNG) for width in widths]
    drop_all(page, [files[0], (b"\x89PNG broken", "broken.png", PNG), *files[1:]])
    last = page.get_by_label("What does the picture show? (302.png)")
    last.wait_for()
    page.get_by_label("What does the picture show? (301.png)").press("Enter")
    expect(last).to_be_focused()
    last.press("Enter")
    expect(text(page)).to_be_focused()
    expect(page.locator(".upload[role=alert]")).to_contain_text("broken.png: The picture is broken")
    shown = re.findall(r'<img [^>]*width="(\d+)"', source(page))
    assert shown == ["2400", "301", "302"]
    assert re.fullmatch(r"<p>Above</p>(<figure[^>]*><img[^>]*></figure>){3}<p></p>", source(page))


def test_what_a_picture_shows_is_in_the_text_with_each_key(visitor, site):
    page = visitor()
    begin(page, site)
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    page.get_by_label("What does the picture show? (lamp.png)").fill("A great lens")
    press(page, "Save draft")
    assert 'alt="A great lens"' in source(page)


def test_saving_waits_for_a_picture_on_its_way_and_whoever_leaves_is_asked_first(visitor, site):
    page, asked, held = visitor(), [], []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    begin(page, site)
    page.route("**/pictures/upload/", lambda route: held.append(route))
    text(page).click()
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    page.locator(".upload", has_text="lamp.png").wait_for()
    page.get_by_role("link", name="View site").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save draft").click()
    held[0].continue_()
    page.locator(".messagelist .success").wait_for()
    assert "<img" in source(page)
    assert asked == ["beforeunload"]


def test_a_picture_from_the_library_is_picked_by_hand_and_described(visitor, site):
    site.manage(
        "shell", "--no-imports", "-c",
        "from content.images import make_image\n"
        "from tests.content.make import picture, upload\n"
        "make_image(upload(picture(size=(303, 200))))",
    )  # fmt: skip
    page = visitor()
    begin(page, site)
    text(page).click()
    page.locator("[data-name=figure]").click()
    dialog = page.get_by_role("dialog", name="Insert pictures")
    undescribed = dialog.locator("[data-alt='']").first
    expect(undescribed).to_have_text("Not described yet")
    undescribed.click()
    expect(text(page).locator("figure img")).to_have_count(1)
    page.get_by_label("What does the picture show?").fill("Not known before")
    assert 'alt="Not known before"' in source(page)
    assert page.troubles == []


def test_pictures_are_chosen_as_files_or_pasted_as_such(visitor, site):
    page = visitor()
    begin(page, site)
    text(page).click()
    page.locator("[data-name=figure]").click()
    files = [
        {"name": name, "mimeType": PNG, "buffer": picture(size=(300, 200))}
        for name in ("one.png", "two.png")
    ]
    page.get_by_label("Choose files …").set_input_files(files)
    for name in ("one.png", "two.png"):
        page.get_by_label(f"What does the picture show? ({name})").wait_for()
    paste_file(page, picture(size=(300, 200)), "pasted.png", PNG)
    alt = page.get_by_label("What does the picture show? (pasted.png)")
    alt.fill("Pasted here")
    alt.press("Enter")
    assert len(re.findall(r'<img src="/media/images/', source(page))) == 3
    assert 'alt="Pasted here"' in source(page)
    assert page.troubles == []


def test_of_a_picture_that_stands_twice_the_one_that_is_chosen_is_described(visitor, site):
    page = visitor()
    src = picture_of(page, site)
    page.goto("/admin/blog/article/add/")
    put(page, "".join(f'<figure><img src="{src}" alt="{alt}"></figure><p>x</p>' for alt in "ab"))
    for place, alt in ((1, "The second"), (0, "The first")):
        text(page).locator("figure img").nth(place).click()
        page.locator("[data-name=figure]").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("What does the picture show?").fill(alt)
        dialog.get_by_role("button", name="Done").click()
    assert re.findall('alt="([^"]*)"', source(page)) == ["The first", "The second"]


def test_a_picture_that_is_dropped_again_is_described_where_it_lies(visitor, site):
    page = visitor()
    begin(page, site)
    text(page).click()
    file = (picture(size=(304, 200)), "lamp.png", PNG)
    drop_all(page, [file, file])
    fields = page.get_by_label("What does the picture show? (lamp.png)")
    expect(fields).to_have_count(2)
    fields.nth(1).fill("Below")
    fields.nth(0).fill("Above")
    assert re.findall('alt="([^"]*)"', source(page)) == ["Above", "Below"]


def choose(page, field: str, words: str):
    """Pick one of what is offered for a key that is looked for by words, as Django's admin does it."""
    row = page.locator(f".field-{field}")
    row.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_a_newly_chosen_picture_shows_in_the_preview_before_it_is_kept(page, site):
    site.manage(
        "shell", "--no-imports", "-c",
        "from content.images import make_image\n"
        "from tests.content.make import picture, upload\n"
        "for size in (301, 302): make_image(upload(picture(size=(size, 200))), alt=f'Lamp {size}')",
    )  # fmt: skip
    begin(page, site, role="administrator")
    page.get_by_label("Title:").fill(f"Of pictures {uuid.uuid4().hex[:8]}")
    shown = page.locator("[data-found-picture]")
    expect(shown).to_have_count(0)
    choose(page, "cover", "Lamp 301")
    expect(shown).to_have_attribute("width", "301")
    page.locator("summary, h2", has_text="In search results and social networks").first.click()
    choose(page, "social_picture", "Lamp 302")
    expect(shown).to_have_attribute("width", "302")
    expect(shown).to_be_visible()
    page.locator(".field-social_picture .select2-selection__clear").click()
    expect(shown).to_have_attribute("width", "301")
    assert not page.troubles


def test_who_was_signed_out_meanwhile_is_told_so_and_loses_nothing(visitor, site):
    page = visitor()
    begin(page, site)
    text(page).click()
    page.keyboard.type("Written before.")
    expect(page.get_by_text("Kept at")).to_be_visible()
    cookies = page.context.cookies()
    page.context.clear_cookies(name=re.compile("session"))
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    expect(page.locator(".upload[role=alert]")).to_contain_text("you were signed out")
    page.context.add_cookies(cookies)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(text(page)).to_contain_text("Written before.")
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    page.get_by_label("What does the picture show? (lamp.png)").wait_for()

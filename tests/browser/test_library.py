"""Pictures: a reader gets those that fit, an editor looks after them in the library."""

import pytest
from playwright.sync_api import expect

from tests.content.make import picture, upload

from .desk import kept
from .test_main_job import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.look]

# Scrolls to each picture, so that the lazy ones come too.
LOADED = """async () => {
  const images = [...document.querySelectorAll("main img")];
  for (const image of images) { image.scrollIntoView(); await image.decode(); }
  return images.map((image) => [image.currentSrc, image.getBoundingClientRect().width]);
}"""


def test_readers_get_pictures_that_fit(visitor, site):
    article = "/articles/what-a-lighthouse-says/"
    site.manage("make_renditions")  # what the worker has not come to yet
    for width, most in ((360, 800), (1280, 1200)):
        page = visitor(viewport={"width": width, "height": 800})
        for path in ("/", article):
            page.goto(path)
            loaded = page.evaluate(LOADED)
            assert loaded
            for url, _drawn in loaded:
                assert url.endswith(".webp")
                assert int(url.rpartition("-")[2].removesuffix(".webp")) <= most
        assert not page.troubles


def test_the_focal_point_is_set_by_a_click_and_by_numbers(page, site):
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/content/image/")
    page.locator(".picture-card").first.click()
    whole = page.locator("[data-focal-whole] img")
    box = whole.bounding_box()
    whole.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    across, down = page.locator("[name=focal_x]"), page.locator("[name=focal_y]")
    assert abs(float(across.input_value()) - 0.25) < 0.02
    assert abs(float(down.input_value()) - 0.75) < 0.02
    across.fill("0.5")
    down.fill("0.5")
    mark = page.locator(".focal-point").bounding_box()
    assert abs(mark["x"] + mark["width"] / 2 - box["x"] - box["width"] / 2) < 2
    page.click("[name=_continue]")
    assert float(page.locator("[name=focal_x]").input_value()) == 0.5
    assert not page.troubles


@pytest.mark.parametrize("javascript", [True, False])
def test_several_files_each_get_their_sentence(visitor, site, javascript):
    page = visitor(javascript=javascript)
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/content/image/upload/")
    files = [upload(picture(), "boat.png"), upload(b"\0\0\0\x18ftypheic", "phone.heic")]
    page.set_input_files(
        "[name=uploads]",
        [{"name": file.name, "mimeType": "image/png", "buffer": file.read()} for file in files],
    )
    page.get_by_role("button", name="Upload").click()
    outcomes = page.locator("[data-upload-outcomes] li")
    outcomes.nth(1).wait_for()
    assert "“boat.png” is in the library" in outcomes.nth(0).inner_text()
    assert "HEIC" in outcomes.nth(1).inner_text()
    page.get_by_role("link", name="Describe it").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url("**/admin/content/image/")


def test_the_grid_stands_in_line_with_the_search_and_two_fit_on_a_phone(visitor, site):
    page = visitor(viewport={"width": 360, "height": 780})
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/content/image/")
    cards = [page.locator(".picture-grid > li").nth(number).bounding_box() for number in (0, 1)]
    assert cards[0]["x"] == page.locator("#changelist-form").bounding_box()["x"]
    assert cards[0]["y"] == cards[1]["y"]


def test_a_picture_uploaded_beside_its_field_shows_in_the_preview_at_once_and_is_kept(page, site):
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/blog/article/add/")
    with page.expect_popup() as opened:
        page.locator("#add_id_cover").click()
    popup = opened.value
    file = upload(picture(size=(304, 200)), "boat.png")
    popup.set_input_files(
        "[name=upload]", {"name": file.name, "mimeType": "image/png", "buffer": file.read()}
    )
    popup.locator("[name=_save]").click()
    expect(page.locator("[data-found-picture]")).to_have_attribute("width", "304")
    kept(page)
    page.reload()
    expect(page.locator("[data-found-picture]")).to_have_attribute("width", "304")


def test_a_portrait_without_renditions_is_cropped_at_its_focal_point_below_an_article_too(
    page, site
):
    site.manage(
        "shell", "--no-imports", "-c",
        "from blog.models import Byline\n"
        "from content.images import make_image\n"
        "from tests.content.make import picture, upload\n"
        "portrait = make_image(upload(picture(size=(200, 305))))\n"
        "portrait.focal_y = 0.1\n"
        "portrait.save()\n"
        "author = Byline.objects.get(article__slug='what-a-lighthouse-says', position=0).author\n"
        "author.portrait = portrait\n"
        "author.save()",
    )  # fmt: skip
    page.goto("/articles/what-a-lighthouse-says/")
    face = page.locator(".author-card .portrait").first
    drawn = face.evaluate(
        "(img) => getComputedStyle(img.querySelector('img') ?? img).objectPosition"
    )
    assert drawn == "50% 0%"

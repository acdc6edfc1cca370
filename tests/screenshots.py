"""
`make screenshots`: every page and state, three widths, light and dark, left-to-right and right-to-left.

All of them are 1,500 pictures and take a quarter of an hour on two cores; ARGS="home reply" takes some.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from tests import chromium, letters, tour
from tests.site import ROOT, Site, running

PLACE = ROOT / "build" / "screenshots"
README = ROOT / "docs" / "screenshots"
WIDTHS = {360: 780, 768: 1024, 1280: 800}  # wide, high
THEMES = ("light", "dark")
DIRECTIONS = ("ltr", "rtl")
ARTICLE = "/admin/blog/article/1/change/"
# Comments far below are skipped until somebody comes near (static/js/later.js).
LAID_OUT = """() => {
  document.documentElement.dataset.laidOut = "";
  document.dispatchEvent(new Event("laid-out"));
}"""
SETTLED = """Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => null);
})])"""


def main(wanted: list[str]) -> int:
    """
    Take them all, or those whose name holds one of the words given.

    "readme": the two of the README; "writing": those of docs/writing.md.
    """
    program = chromium.path() or chromium.install()
    if program is None:
        print(chromium.MISSING)
        return 1
    if not wanted:  # a choice takes the place of those it takes
        shutil.rmtree(PLACE, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as directory,
        running(Path(directory, "data")) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        if "readme" in wanted:
            for_readme(browser, site)
        elif "writing" in wanted:
            for_writing(browser, site)
        else:
            tour.prepare(site)
            take_letters(browser, site, wanted)
            missed = take(browser, site, wanted)
            for each in missed:
                print(f"Missed: {each}")
            return 1 if missed else 0
    return 0


def take(browser, site: Site, wanted: list[str]) -> list[str]:
    """
    Each stop is gone to once a width and theme; its direction is turned by a script.

    Return where a stop could not be reached: the others are taken all the same.
    """
    cookies, missed = _signed_in(browser, site), []
    stops = [
        (stop, state)
        for stop, state in _stops(site, cookies)
        if not wanted or any(word in stop.name for word in wanted)
    ]
    for theme, width in product(THEMES, WIDTHS):
        began = time.monotonic()
        options = _device(width) | {"base_url": site.url, "color_scheme": theme}
        for stop, state in stops:
            context = browser.new_context(storage_state=state, **options)
            try:
                _take_both(context.new_page(), stop, f"{width}-{theme}")
            except (Error, AssertionError) as problem:
                missed.append(f"{width}-{theme} {stop.name}: {str(problem).splitlines()[0]}")
            context.close()
        seconds = time.monotonic() - began
        place = PLACE.relative_to(ROOT) / f"{width}-{theme}-*"
        print(f"{width} px, {theme}: {place}/ ({seconds:.0f} s)", flush=True)
    _print_preview(browser, site)
    return missed


def _take_both(page, stop: tour.Stop, series: str) -> None:
    stop.go(page)
    for direction in DIRECTIONS:
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        _picture(page, PLACE / f"{series}-{direction}" / f"{stop.name}.png")


def take_letters(browser, site: Site, wanted: list[str]) -> None:
    """Each letter as a mailbox shows it on a phone and beside its list of letters."""
    for (name, html), theme, width in product(letters.of(site).items(), THEMES, (360, 768)):
        if wanted and not any(word in f"letter-{name}" for word in wanted):
            continue
        page = browser.new_page(color_scheme=theme, viewport=_window(width))
        page.set_content(html)
        _picture(page, PLACE / "letters" / f"{width}-{theme}" / f"{name}.png")
        page.close()


def _stops(site: Site, cookies: dict) -> Iterator[tuple[tour.Stop, dict | None]]:
    """Give each stop with the cookies of who goes there."""
    for stop in tour.public(tour.Demo(site)):
        yield stop, None
    yield tour.Stop("admin-login", lambda page: page.goto("/admin/")), None
    for name, path in tour.STAFF.items():
        yield tour.Stop(name, lambda page, path=path: page.goto(path)), cookies


def _signed_in(browser, site: Site) -> dict:
    """Return the administrator's cookies: one sign-in does for all pages of the admin."""
    context = browser.new_context(base_url=site.url)
    tour.sign_in(context.new_page(), site.logins["administrator"])
    cookies = context.storage_state()
    context.close()
    return cookies


def _print_preview(browser, site: Site) -> None:
    page = browser.new_page(base_url=site.url, viewport=_window(768))
    page.goto(tour.Demo(site).article)
    page.emulate_media(media="print")
    _picture(page, PLACE / "print" / "article.png")
    page.pdf(path=PLACE / "print" / "article.pdf", format="A4")
    page.close()


def for_readme(browser, site: Site) -> None:
    """The two pictures of the README, out of the demo's most discussed article."""
    article = tour.most_discussed(site)
    for name, theme, window, element in (
        (
            "article",
            "light",
            {"width": 1280, "height": 1600},
            ".article > .prose > :nth-last-child(2)",
        ),
        ("discussion-on-a-phone", "dark", {"width": 360, "height": 780}, "#discussion-title"),
    ):
        options = {"color_scheme": theme, "viewport": window, "reduced_motion": "reduce"}
        page = browser.new_page(base_url=site.url, device_scale_factor=2, **options)
        page.goto(article)
        page.evaluate(SETTLED)
        page.locator(element).evaluate("each => each.scrollIntoView({block: 'start'})")
        page.mouse.wheel(0, -20)
        page.wait_for_timeout(300)  # for the wheel to settle
        _as_webp(page.screenshot(animations="disabled"), README / f"{name}.webp")
        page.close()
    print(f"{README.relative_to(ROOT)}/")


def for_writing(browser, site: Site) -> None:
    """The pictures of docs/writing.md, of the demo's newest article that nobody has changed."""
    site.manage("make_renditions")
    window = {"width": 1280, "height": 900}
    page = browser.new_page(base_url=site.url, viewport=window, reduced_motion="reduce")
    tour.sign_in(page, site.logins["administrator"])
    page.goto(ARTICLE)
    page.locator(".ProseMirror[contenteditable=true]").wait_for()
    _of(page, "writing-editor")
    _of(page, "writing-elsewhere", page.locator("[data-found]"))
    page.locator("[name=summary]").fill("A forecast covers a county; look at the sky over the bay.")
    page.locator("[data-keeping]", has_text="Kept at").wait_for()
    page.get_by_role("button", name="Publish changes", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    page.goto("/admin/content/image/")
    _of(page, "writing-library")
    page.goto(ARTICLE.replace("change", "history"))
    page.locator(".revisions tbody tr").first.get_by_role("link").click()
    page.wait_for_load_state()
    _of(page, "writing-revision")
    print(f"{README.relative_to(ROOT)}/")


def _of(page, name: str, part=None) -> None:
    page.evaluate(SETTLED)
    _as_webp((part or page).screenshot(animations="disabled"), README / f"{name}.webp")


def _as_webp(png: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(png)).save(path, quality=82, method=6)


def _device(width: int) -> dict:
    """Return how a browser of this width is used: the narrowest one by fingers."""
    is_phone = width == min(WIDTHS)
    return {"viewport": _window(width), "is_mobile": is_phone, "has_touch": is_phone}


def _window(width: int) -> dict[str, int]:
    return {"width": width, "height": WIDTHS[width]}


def _picture(page, path: Path) -> None:
    """Taken in a window as high as the page: for ``full_page``, a phone would have a pointer."""
    page.evaluate(SETTLED)
    page.evaluate(LAID_OUT)
    window = page.viewport_size
    height = page.evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)")
    page.set_viewport_size(window | {"height": height})
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    page.set_viewport_size(window)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

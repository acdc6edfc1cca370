"""What the owner's accent, the theme switch, late fonts and paper do to the look."""

import re

import pytest
from playwright.sync_api import expect

from tests.tour import most_discussed

pytestmark = [pytest.mark.browser, pytest.mark.look]

ACCENTS = [
    *("#ffffff", "#000000", "#808080", "#ffff00", "#00ffff"),
    *("#ff00ff", "#ff0000", "#0000ff", "#7a1f3d", "#39ff14"),
]
TEXT_ON = [
    *(("--accent-ink", below) for below in ("--paper", "--sheet", "--raised", "--accent-tint")),
    *((ink, "--accent-tint") for ink in ("--ink", "--ink-soft")),
    ("--on-accent", "--accent-fill"),
    ("--on-accent", "color-mix(in oklab, var(--accent-fill) 86%, var(--ink))"),  # pointed at
]
ENOUGH = 4.5  # WCAG 1.4.3
# Contrast as WCAG 2 defines it, of what the browser makes of each pair, by a pixel painted with it.
CONTRASTS = """([accents, pairs]) => {
  const paper = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = paper.getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("p"));
  const luminance = (value) => {
    probe.style.color = value.startsWith("--") ? `var(${value})` : value;
    brush.fillStyle = getComputedStyle(probe).color;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return accents.flatMap((accent) => {
    document.documentElement.style.setProperty("--accent", accent);
    return pairs.map(([above, below]) => {
      const [light, dark] = [luminance(above), luminance(below)].sort((a, b) => b - a);
      return { accent, above, below, contrast: (light + 0.05) / (dark + 0.05) };
    });
  });
}"""
BARS = """[...document.querySelectorAll("[name=theme-color]")]
  .filter(({ media }) => matchMedia(media).matches).map(({ content }) => content)"""
LIGHT_BAR, DARK_BAR = "#fdfdfb", "#141816"
SHIFTS = """new Promise((give) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => give(sum)));
})"""
FACE = "Literata"
DOUBLE_IDS = """[...document.querySelectorAll("[id]")].map((each) => each.id)
  .filter((id, index, all) => all.indexOf(id) !== index)"""
PAINTED = "new Promise((give) => requestAnimationFrame(() => requestAnimationFrame(give)))"
STEADY = 0.01  # a tenth of what is called good; a line that breaks elsewhere moves a page by more


def faces(page, selector: str) -> set[str]:
    """Return the families of the fonts that the browser really took for the first such element."""
    protocol = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        protocol.send(f"{domain}.enable")
    root = protocol.send("DOM.getDocument")["root"]["nodeId"]
    node = protocol.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_accent_of_the_owners_keeps_contrast(visitor, theme):
    page = visitor(color_scheme=theme)
    page.goto("/archive/")
    pairs = page.evaluate(CONTRASTS, [ACCENTS, TEXT_ON])
    assert len({pair["contrast"] for pair in pairs}) > len(ACCENTS)  # the accent does arrive
    assert [pair for pair in pairs if pair["contrast"] < ENOUGH] == []


def test_theme_is_chosen_remembered_and_taken_back(visitor):
    page = visitor(color_scheme="light")
    page.goto("/")
    switch = page.get_by_role("button", name="Dark theme")
    assert (switch.get_attribute("aria-pressed"), page.evaluate(BARS)) == ("false", [LIGHT_BAR])
    switch.click()
    assert (switch.get_attribute("aria-pressed"), page.evaluate(BARS)) == ("true", [DARK_BAR])
    page.goto("/archive/")
    assert (switch.get_attribute("aria-pressed"), page.evaluate(BARS)) == ("true", [DARK_BAR])
    switch.click()
    assert page.evaluate("localStorage.theme") is None
    page.emulate_media(color_scheme="dark")  # and so the site follows the system again
    page.locator("[data-theme-switch][aria-pressed=true]").wait_for()
    assert (switch.get_attribute("aria-pressed"), page.evaluate(BARS)) == ("true", [DARK_BAR])


def test_theme_is_there_before_the_page_is_drawn(visitor):
    """The early script alone wears it: nothing flashes while the modules are on their way."""
    page = visitor(color_scheme="light")
    page.route("**/house.bundle.*js", lambda route: route.abort())
    page.goto("/")
    page.evaluate("localStorage.theme = 'dark'")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.evaluate(BARS) == [DARK_BAR]


def test_site_and_admin_share_the_theme(visitor):
    page = visitor(color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="Dark theme").click()
    admin = page.context.new_page()
    admin.goto("/admin/login/")
    assert admin.locator("html").get_attribute("data-theme") == "dark"
    admin.locator(".theme-toggle").click()  # on to light, while the other tab is open
    page.locator("html[data-theme=light]").wait_for()
    assert page.evaluate(BARS) == [LIGHT_BAR]


def test_nothing_moves_when_the_font_comes_late(visitor):
    page, moved, waiting = visitor(viewport={"width": 360, "height": 780}), {}, []
    page.route("**/*.woff2", lambda route: waiting.append(route))
    for path in ("/", "/authors/"):
        page.goto(path, wait_until="domcontentloaded")
        page.evaluate(PAINTED)
        assert FACE not in faces(page, "h2")
        for route in waiting:
            route.continue_()
        waiting.clear()
        page.evaluate("document.fonts.ready")
        moved[path] = page.evaluate(SHIFTS)
    assert max(moved.values()) < STEADY, moved


def test_once_it_came_every_page_is_set_in_the_sites_own_face(visitor):
    page = visitor()
    page.goto("/")
    page.goto("/authors/")
    assert faces(page, "h2") == {FACE}


def test_dark_theme_prints_dark_on_white(visitor):
    page = visitor(color_scheme="dark")
    page.goto("/")
    page.evaluate("localStorage.theme = 'dark'; document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print", color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 33, 30)"
    assert not page.locator(".site-nav, .site-tools").first.is_visible()


def test_paper_shows_nothing_that_is_to_be_pressed(visitor, site):
    page = visitor()
    page.goto(most_discussed(site))
    page.locator(".comment-reply").first.click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    page.emulate_media(media="print")
    discussion = page.locator("[data-discussion]")
    assert discussion.locator("[data-comment]").first.is_visible()
    pressed = "button, form, .comment-reply, .reactions-open, .comment-report a"
    pressed += ", .discussion-form, .thread-follow"
    assert discussion.locator(f":is({pressed}):visible").count() == 0


def test_paper_says_the_date_and_not_how_long_ago(visitor, site):
    page = visitor()
    page.goto(most_discussed(site))
    time = page.locator("[data-comment] time[data-relative]").last
    time.scroll_into_view_if_needed()
    expect(time).to_have_text(re.compile("ago|yesterday"))
    page.emulate_media(media="print")
    expect(time).to_have_text(re.compile(r"20\d\d, \d\d:\d\d"))
    page.emulate_media(media="screen")
    expect(time).to_have_text(re.compile("ago|yesterday"))


@pytest.mark.parametrize("seldom", [".comment-report", ".thread-follow"])
def test_what_is_seldom_wanted_waits_for_pointer_or_keyboard_and_is_there_by_touch(
    visitor, site, seldom
):
    def seen(page):
        return page.evaluate("each => getComputedStyle(each).opacity", of(page).element_handle())

    def of(page):
        return page.locator(seldom).first

    desk = visitor()
    desk.goto(most_discussed(site))
    assert seen(desk) == "0"
    of(desk).locator("a").focus()
    assert seen(desk) == "1"
    desk.evaluate("document.activeElement.blur()")
    of(desk).hover()
    assert seen(desk) == "1"
    phone = visitor(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    phone.goto(most_discussed(site))
    assert seen(phone) == "1"


def test_forms_that_are_open_at_once_keep_their_labels_apart(visitor, site):
    page = visitor()
    page.goto(most_discussed(site))
    for number in (1, 2):
        page.locator(".comment-reply").nth(3).click()
        page.locator("[data-comment-form]").nth(number - 1).wait_for()
    assert page.evaluate(DOUBLE_IDS) == []


def test_a_form_that_cannot_be_fetched_says_so_at_its_link(visitor, site):
    page = visitor()
    page.goto(most_discussed(site))
    page.context.set_offline(True)
    link = page.get_by_role("link", name="Leave a reply")
    for _ in range(2):
        link.click()
        page.get_by_role("alert").get_by_text("This could not be loaded.").wait_for()
    assert page.get_by_role("alert").count() == 1
    page.context.set_offline(False)
    link.click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    assert page.get_by_role("alert").count() == 0

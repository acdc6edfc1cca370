"""
Every page and state of tests/tour/: axe (WCAG 2.2 AA), valid HTML, an outline, nothing cut, no errors.

A visit costs more than a check, so that one visit serves several; a test is one kind of visitor.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import tour
from tests.html import flaws

pytestmark = [pytest.mark.browser, pytest.mark.look]

PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 640}  # WCAG 1.4.10: what a desk shows at 400 %
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BY_LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 1.4.12: text spaced like this loses nothing; what "Read more" cuts is cut on purpose.
SPACED = """() => {
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [spaced];
}"""
HIDDEN_ENDS = """[...document.querySelectorAll("main *, header *, footer *")].filter((each) =>
  !each.closest(".visually-hidden, [data-cut], svg, textarea, select") &&
  ["hidden", "clip"].includes(getComputedStyle(each).overflowY) && each.textContent.trim() &&
  each.scrollHeight > each.clientHeight + 2).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def stops(site):
    tour.prepare(site)
    return list(tour.public(tour.Demo(site)))


def test_every_page_is_accessible_and_whole(visitor, stops):
    """With everything at once: axe in the light theme; at 320 px and with text at 200 %, nothing is cut."""
    page, wrong = visitor(color_scheme="light", viewport=DESK, reduced_motion="reduce"), []
    for stop in stops:
        wrong += _visit(page, stop)
        wrong += [f"{stop.name}: {each}" for each in broken_rules(page, tags=WCAG)]
        wrong += [f"{stop.name}: {each}" for each in _cut(page)]
    assert not wrong, "\n".join(wrong)


def test_every_page_is_accessible_in_the_dark_on_a_phone(visitor, stops):
    """The rules that depend on colour and width; the others have seen the same elements above."""
    page, wrong = visitor(color_scheme="dark", viewport=PHONE, reduced_motion="reduce"), []
    for stop in stops:
        wrong += _visit(page, stop)
        wrong += [f"{stop.name}: {each}" for each in broken_rules(page, rules=BY_LOOKS)]
    assert not wrong, "\n".join(wrong)


def test_every_page_is_valid_html_with_an_outline(visitor, stops):
    """What the server sends, in a browser without scripts, where it is the whole page."""
    page, wrong = visitor(javascript=False), []
    for stop in stops:
        if not stop.needs_script:
            wrong += _visit(page, stop)
            wrong += [f"{stop.name}: {each}" for each in flaws(page.answer.text())]
    assert not wrong, "\n".join(wrong)


def test_the_admin_is_accessible(visitor, site, stops):
    page, wrong = visitor(color_scheme="light", viewport=DESK), []
    page.goto("/admin/")
    wrong += [f"login: {each}" for each in broken_rules(page, tags=WCAG)]
    tour.sign_in(page, site.logins["administrator"])
    for name, path in tour.STAFF.items():
        assert page.goto(path).status == 200, path
        wrong += [f"{name}: {each}" for each in broken_rules(page, tags=WCAG)]
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(300)  # Django's links change their colour slowly
        wrong += [f"{name}, dark: {each}" for each in broken_rules(page, rules=["color-contrast"])]
        page.emulate_media(color_scheme="light")
    assert not wrong, "\n".join(wrong)
    assert page.troubles == []


def broken_rules(page, *, tags=(), rules=()) -> list[str]:
    """Return each broken rule with the element that breaks it."""
    chosen = {"type": "tag", "values": list(tags)} if tags else {"type": "rule", "values": rules}
    options = {"runOnly": chosen, "resultTypes": ["violations"]}
    return [
        f"{rule['id']}: {node['html'][:300]} {node['failureSummary'][:200]}"
        for rule in Axe().run(page, options=options).response["violations"]
        for node in rule["nodes"]
    ]


def _visit(page, stop) -> list[str]:
    """Go there and return what went wrong on the way; the answer is kept as ``page.answer``."""
    page.troubles.clear()
    page.answer = stop.go(page)
    wrong = [f"{stop.name}: {page.answer.status}"] if page.answer.status != stop.status else []
    # The browser reports a page that answers 4xx itself, too.
    own = f"the server responded with a status of {stop.status}"
    return wrong + [f"{stop.name}: {each}" for each in page.troubles if own not in each]


def _cut(page) -> list[str]:
    wrong = []
    page.set_viewport_size(NARROW)
    if wide := page.evaluate(TOO_WIDE):
        wrong.append(f"{wide} px too wide at 320 px")
    page.evaluate(SPACED)
    if wide := page.evaluate(TOO_WIDE):
        wrong.append(f"{wide} px too wide at 320 px with the text spaced")
    wrong += [f"spaced, its end is hidden: {each}" for each in page.evaluate(HIDDEN_ENDS)]
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if wide := page.evaluate(TOO_WIDE):
        wrong.append(f"{wide} px too wide with text at 200 %")
    return wrong

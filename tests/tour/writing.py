"""What somebody types and sends, as a page of its own or in place."""

import random

from .places import FULL

FIRST_WORDS = (
    "First words wait for a moderator, and only their writer sees them. It was visit number {}."
)

PREVIEWED = "> A quoted line\n\nWith **weight** and a list:\n\n- one\n- two"


def fill(page, name: str, body: str):
    page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form] [name=name]").fill(name)
    page.locator("[data-comment-form] [name=body]").fill(body)


def send(page, selector: str = "[data-comment-form]", **further):
    """Send a form as a page of its own, as without scripts, and return what the server answered."""
    with page.expect_navigation() as navigation:
        page.locator(selector).evaluate(
            """(form, further) => {
                for (const [name, value] of Object.entries(further))
                    form.append(Object.assign(document.createElement("input"), { name, value }));
                HTMLFormElement.prototype.submit.call(form);
            }""",
            further,
        )
    return navigation.value


def send_badly(page):
    fill(page, "", "< " * 250)
    return send(page)


def post_held(page):
    answer = _post(page)
    page.locator(".comment-notice").wait_for()
    return answer


def own_page(page):
    _own(page)
    return page.goto("/me/")


def erase_unsure(page):
    """Without the tick, which browsers ask for by themselves."""
    _own(page)
    page.goto("/me/erase/")
    return send(page, "main form")


def post_too_fast(page):
    """The second of two comments in a second; whoever was here before may be too fast at once."""
    for _ in range(2):
        if (answer := _post(page)).status == 429:
            break
    return answer


def _post(page):
    fill(page, "Nora", FIRST_WORDS.format(random.randrange(10**9)))
    return send(page)


def _own(page) -> str:
    """Return the address of a comment of this visitor's that can be changed."""
    page.goto(f"{FULL}mine/")
    if not page.locator("[data-own]").count():
        _post(page)
        page.goto(f"{FULL}mine/")
    return page.locator("[data-own] a", has_text="Edit").first.get_attribute("href")


def edit(page):
    return page.goto(_own(page))


def edit_in_place(page):
    _own(page)
    answer = page.reload()
    page.locator("[data-own] a", has_text="Edit").first.click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    return answer


def withdraw(page):
    return page.goto(_own(page).replace("/edit/", "/withdraw/"))


def preview(page):
    fill(page, "Nora", PREVIEWED)
    return send(page, "[data-comment-form]", preview="1")


def preview_in_place(page):
    answer = page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form] [name=body]").fill(PREVIEWED)
    page.get_by_role("tab", name="Preview").click()
    page.locator("[data-preview] blockquote").wait_for()
    return answer

"""What goes wrong, and the page that says so."""

from tests.site import ROOT

from .places import FULL
from .reading import react
from .writing import fill, send


def post_without_token(page):
    fill(page, "Nora", "Words")
    return _send_without_token(page, "[data-comment-form]")


def react_without_token(page):
    react(page)
    return _send_without_token(page, ".reactions-form")


def ask_without_token(page):
    page.goto("/account/password/reset/")
    return _send_without_token(page, "main form")


def _send_without_token(page, form: str):
    page.locator(f"{form} [name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    return send(page, form)


def miss_the_password(page):
    """After five misses a visitor is asked to wait; an address of nobody, so that nobody is kept out."""
    for _ in range(6):
        page.goto("/admin/login/")
        page.fill("[name=username]", "nobody@example.org")
        page.fill("[name=password]", "wrong")
        if (answer := send(page, "#login-form")).status == 429:
            break
    return answer


def post_to_a_page(page):
    page.goto("/archive/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('form'), {method: 'post'}))"
    )
    return send(page, "body > form")


def send_too_much(page):
    """More fields than a form of ours has."""
    page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form]").evaluate(
        """form => { for (let number = 0; number < 2100; number++)
          form.append(Object.assign(document.createElement("input"), {name: `n${number}`})) }"""
    )
    return send(page)


def send_garbled(page):
    def garble(route):
        headers = route.request.headers | {"content-type": "multipart/form-data"}
        route.continue_(method="POST", headers=headers, post_data="x")

    page.route(f"**{FULL}reply/", garble, times=1)
    return page.goto(f"{FULL}reply/")


def meet_a_failure(page):
    """The page that is sent when nothing works any more: a file, to be filled in with the theme."""
    theme = (ROOT / "templates" / "_theme_early.js").read_text()
    broken = (ROOT / "templates" / "500.html").read_text()
    broken = broken.replace('{% include "_theme_early.js" %}', theme)
    answer = {"status": 500, "content_type": "text/html", "body": broken}
    page.route("**/broken/", lambda route: route.fulfill(**answer), times=1)
    return page.goto("/broken/")


def ask_for_a_letter_to_nowhere(page):
    page.goto("/account/password/reset/")
    page.fill("[name=email]", "nowhere")
    return send(page, "main form")

"""Every page and state that a visitor can meet: where it is, and how it comes about."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.site import Site

STAFF = {
    "admin-index": "/admin/",
    "admin-comments": "/admin/comments/comment/?q=answer",
    "admin-comment": "/admin/comments/comment/1/change/",
    "admin-articles": "/admin/blog/article/",
    "admin-article": "/admin/blog/article/1/change/",
    "admin-new-article": "/admin/blog/article/add/",
    "admin-revisions": "/admin/blog/article/1/history/",
    "admin-schedule": "/admin/blog/article/schedule/",
    "admin-settings": "/admin/blog/sitesettings/1/change/",
    "password-change": "/account/password/",
}
FULL = "/articles/specimens/"
FIRST_WORDS = (
    "First words wait for a moderator, and only their writer sees them. It was visit number {}."
)


@dataclass(frozen=True)
class Stop:
    """One page: ``go`` takes a browser's page there; ``status`` is what the server answers."""

    name: str
    go: Callable
    status: int = 200
    needs_script: bool = False


def prepare(site: Site) -> None:
    """Add the states that the demo may lack; a second time adds nothing."""
    site.manage("shell", "--no-imports", "-c", "from tests.specimens import make; make()")


def public(demo: "Demo") -> Iterator[Stop]:
    """Give every stop of somebody who is not signed in."""
    yield _at("home", "/")
    yield _at("article", demo.article)
    yield _at("article-in-order", f"{demo.article}?order=hottest")
    yield _at("one-thread", demo.thread)
    yield _at("permalink", demo.comment)
    yield _at("states", FULL)
    yield _at("more-replies", demo.more_replies)
    yield _at("without-comments", "/articles/without-comments/")
    yield _at("closed", "/articles/closed/")
    yield _at("closed-and-empty", "/articles/closed-and-empty/")
    yield _at("reply-page", f"{FULL}reply/")
    yield _at("reply-page-to-a-comment", demo.reply)
    yield Stop("reply-in-place", _open_form, needs_script=True)
    yield Stop("reply-with-errors", _send_badly, status=422)
    yield Stop("held", _post_held)
    yield _at("author-list", "/authors/")
    yield _at("author", demo.author)
    yield _at("category", demo.category)
    yield _at("category-empty", "/categories/nothing-yet/")
    yield _at("tag", demo.tag)
    yield _at("archive", "/archive/")
    yield _at("archive-month", demo.month)
    yield _at("plain-page", demo.plain_page)
    yield _at("password-reset", "/account/password/reset/")
    yield _at("password-reset-done", "/account/password/reset/done/")
    yield _at("password-reset-complete", "/account/password/reset/complete/")
    yield _at("password-reset-used-up", "/account/password/reset/x/y/")
    yield _at("reply-closed", "/articles/closed/reply/", status=403)
    yield _at("not-found", "/nothing/here/", status=404)
    yield Stop("forbidden", _send_without_token, status=403)
    yield Stop("not-allowed", _post_to_a_page, status=405)
    yield Stop("too-many", _miss_the_password, status=429)


def _at(name: str, path: str, status: int = 200) -> Stop:
    return Stop(name, lambda page: page.goto(path), status)


def most_discussed(site: Site) -> str:
    """Return the address of the article that the front page names as the most discussed one."""
    html = site.get("/")[1].decode()
    return re.search(r'"most-discussed">.*?href="([^"#]+)', html, re.DOTALL)[1]


class Demo:
    """Addresses of the demo's own pages, found the way a reader finds them: by links."""

    def __init__(self, site: Site):
        self.site = site
        self.article = self._link("/", "/articles/[^/#?]+/")
        self.author = self._link("/authors/", "/authors/[^/]+/")
        self.plain_page = self._link("/", "/pages/[^/]+/")
        self.month = self._link("/archive/", "/archive/[0-9]+/[0-9]+/")
        self.category = self._link(self.article, "/categories/[^/]+/")
        self.tag = self._link(self.article, "/tags/[^/]+/")
        self.comment = self._link(self.article, "/comments/[0-9]+/#comment-[0-9]+")
        self.thread = f"{self.article}?thread={self._find(self.article, 'data-thread="([0-9]+)"')}"
        self.reply = self._find(FULL, rf'href="({FULL}reply/\?parent=[0-9]+)"')
        self.more_replies = self._find(FULL, r'href="(/comments/[0-9]+/replies/[^"]+)"')

    def _link(self, path: str, pattern: str) -> str:
        return self._find(path, f'href="({pattern})"')

    def _find(self, path: str, pattern: str) -> str:
        found = re.search(pattern, self.site.get(path)[1].decode())
        assert found, f"{path} has no {pattern}"
        return found[1].replace("&amp;", "&")


def _open_form(page):
    answer = page.goto(FULL)
    page.get_by_role("link", name=re.compile("^Reply to")).nth(3).click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    return answer


def _fill(page, name: str, body: str):
    page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form] [name=name]").fill(name)
    page.locator("[data-comment-form] [name=body]").fill(body)


def _send(page, selector: str = "[data-comment-form]"):
    """Send a form as a page of its own, as without scripts, and return what the server answered."""
    with page.expect_navigation() as navigation:
        page.locator(selector).evaluate("form => HTMLFormElement.prototype.submit.call(form)")
    return navigation.value


def _send_badly(page):
    _fill(page, "", "< " * 250)
    return _send(page)


def _post_held(page):
    _fill(page, "Nora", FIRST_WORDS.format(random.randrange(10**9)))
    answer = _send(page)
    page.locator(".comment-notice").wait_for()
    return answer


def _send_without_token(page):
    _fill(page, "Nora", "Words")
    page.locator("[name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    return _send(page)


def _miss_the_password(page):
    """After five misses a visitor is asked to wait; an address of nobody, so that nobody is kept out."""
    for _ in range(6):
        page.goto("/admin/login/")
        page.fill("[name=username]", "nobody@example.org")
        page.fill("[name=password]", "wrong")
        if (answer := _send(page, "#login-form")).status == 429:
            break
    return answer


def _post_to_a_page(page):
    page.goto("/archive/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('form'), {method: 'post'}))"
    )
    return _send(page, "body > form")


def sign_in(page, login) -> None:
    email, password = login
    page.goto("/admin/login/?next=/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")

"""Every page and state that a visitor can meet: where it is, and how it comes about."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.site import ROOT, Site

STAFF = {
    "admin-index": "/admin/",
    "moderation-queue": "/admin/comments/comment/queue/",
    "moderation-reported": "/admin/comments/comment/queue/?tab=reported",
    "moderation-approved": "/admin/comments/comment/queue/?tab=approved&q=the",
    "moderation-nothing": "/admin/comments/comment/queue/?q=nobody-said-this",
    "moderation-branch": "/admin/comments/comment/queue/1/branch/",
    "moderation-edit": "/admin/comments/comment/queue/1/edit/",
    "moderation-answer": "/admin/comments/comment/queue/1/answer/",
    "moderation-all": "/admin/comments/comment/queue/all/?tab=pending&to=spam",
    "moderation-actions": "/admin/comments/comment/queue/actions/",
    "admin-log": "/admin/comments/decision/",
    "admin-comments": "/admin/comments/comment/?q=answer",
    "admin-comment": "/admin/comments/comment/1/change/",
    "admin-articles": "/admin/blog/article/",
    "admin-article": "/admin/blog/article/1/change/",
    "admin-policy": "/admin/comments/policy/1/change/",
    "admin-person": "/admin/comments/commenter/1/change/",
    "admin-merge": "/admin/comments/commenter/1/merge/",
    "admin-ban": "/admin/comments/ban/add/?comment=1",
    "admin-page": "/admin/blog/page/1/change/",
    "admin-pages": "/admin/blog/page/",
    "admin-series": "/admin/blog/series/1/change/",
    "admin-new-article": "/admin/blog/article/add/",
    "admin-revisions": "/admin/blog/article/1/history/",
    "admin-schedule": "/admin/blog/article/schedule/",
    "admin-images": "/admin/content/image/",
    "admin-image": "/admin/content/image/1/change/",
    "admin-images-upload": "/admin/content/image/upload/",
    "admin-settings": "/admin/blog/sitesettings/1/change/",
    "admin-letters": "/admin/content/letter/",
    "admin-paused-addresses": "/admin/content/pausedaddress/",
    "letters": "/account/letters/",
    "password-change": "/account/password/",
    "password-change-done": "/account/password/done/",
}
FULL = "/articles/specimens/"
PASSWORD_LINK = """
from authors.letters import password_link
from authors.models import User
print(password_link(User.objects.get(email="ines@demo.invalid")))
"""
DECIDING_LINKS = """
from authors.models import User
from comments.moderation.letter_links import to_decide, to_stop
from comments.models import Comment, CommentVersion
user = User.objects.filter(is_superuser=True).first()
print(to_decide(Comment.objects.pending().order_by("-level", "pk")[0], user=user), to_stop(user))
shown = Comment.objects.approved().filter(discussion__article__slug="specimens").latest("pk")
new = {"source": f"{shown.source} And a lamp.", "html": shown.html, "status": "pending"}
wording, _ = CommentVersion.objects.get_or_create(comment=shown, number=99, defaults=new)
print(to_decide(shown, user=user, wording=wording))
"""
# Somebody with a page of their own, to whom letters came back: that page, and what letters lead to.
OWN_LINKS = """
from django.utils import timezone
from blog.models import Article
from comments.letters import links
from comments.models import Comment, Commenter, Confirmation
from comments.people import following
from content.post import pausing
now, address = timezone.now(), "rosa@example.org"
defaults = {"name": "Rosa", "token": "of the tour"}
rosa, _ = Commenter.objects.get_or_create(verified_email=address, defaults=defaults)
article = Article.objects.get(slug="specimens")
following.follow(rosa, following.target_of_article(article), rhythm="daily", now=now)
pausing.pause(address, why="returned", now=now)
asked = Confirmation.objects.create(address=address, asked_at=now)
wish = {"scope": "site", "rhythm": "daily"}
wished = Confirmation.objects.create(address=address, wish=wish, asked_at=now)
comment = Comment.objects.approved().filter(discussion__article=article).first()
Comment.objects.filter(pk=comment.pk).update(email=address)
print(links.my_page(rosa), links.confirm(asked), links.confirm(wished), links.my_comment(comment))
print(links.stop(rosa, "digest"))
"""
FIRST_WORDS = (
    "First words wait for a moderator, and only their writer sees them. It was visit number {}."
)

PREVIEWED = "> A quoted line\n\nWith **weight** and a list:\n\n- one\n- two"


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
    yield _at("home-page-2", "/?page=2")
    yield _at("article", demo.article)
    yield _at("article-right-to-left", "/articles/in-persian/")
    yield _at("article-in-order", f"{demo.article}?order=hottest")
    yield _at("one-thread", demo.thread)
    yield _at("permalink", demo.comment)
    yield _at("states", FULL)
    yield _at("more-replies", demo.more_replies)
    yield _at("without-comments", "/articles/without-comments/")
    yield _at("closed", "/articles/closed/")
    yield _at("closed-and-empty", "/articles/closed-and-empty/")
    yield _at("reply-page", f"{FULL}reply/")
    yield _at("follow", f"{FULL}follow/")
    yield _at("follow-asked", f"{FULL}follow/?asked=1")
    yield _at("follow-articles", "/follow/")
    yield _at("own-page-by-mail", "/me/")
    yield _at("confirm-letters", demo.confirm_letters)
    yield _at("confirm-follow", demo.confirm_follow)
    yield _at("is-it-mine", demo.my_comment)
    yield _at("stop-following", demo.stop_following)
    yield _at("link-expired", "/me/stop/none/", status=404)
    yield _at("reply-page-to-a-comment", demo.reply)
    yield _at("report-page", demo.report)
    yield Stop("report-in-place", _open_report, needs_script=True)
    yield Stop("reply-in-place", _open_form, needs_script=True)
    yield Stop("reply-with-errors", _send_badly, status=422)
    yield Stop("held", _post_held)
    yield Stop("own-page", _own_page)
    yield _at("own-page-by-a-link", demo.own_page)
    yield _at("own-page-erase", f"{demo.own_page}erase/")
    yield Stop("own-page-erase-unsure", _erase_unsure, status=422)
    yield Stop("too-fast", _post_too_fast, status=429)
    yield Stop("edit", _edit)
    yield Stop("edit-in-place", _edit_in_place, needs_script=True)
    yield Stop("withdraw", _withdraw)
    yield Stop("preview", _preview)
    yield Stop("preview-in-place", _preview_in_place, needs_script=True)
    yield Stop("reaction", _react)
    yield Stop("reaction-in-place", _react_in_place, needs_script=True)
    yield _at("all-at-once", f"{FULL}?show=all")
    yield _at("commenters", f"{FULL}commenters/")
    yield _at("commenter", demo.commenter)
    yield _at("without-commenters", "/articles/without-comments/commenters/")
    yield Stop("folded-and-hidden", _fold_and_hide, needs_script=True)
    yield Stop("hidden-people", _list_hidden_people, needs_script=True)
    yield Stop("new-comments", _offer_news, needs_script=True)
    yield _at("author-list", "/authors/")
    yield _at("author", demo.author)
    yield _at("author-without-articles", "/authors/nobody-read-yet/")
    yield _at("category", demo.category)
    yield _at("category-below-another", "/categories/a-corner/")
    yield _at("category-empty", "/categories/nothing-yet/")
    yield _at("tag", demo.tag)
    yield _at("archive", "/archive/")
    yield _at("archive-month", demo.month)
    yield _at("plain-page", demo.plain_page)
    yield _at("privacy", "/pages/privacy/")
    yield _at("decide-by-letter", demo.decide_link)
    yield _at("decide-wording-by-letter", demo.decide_wording_link)
    yield _at("letter-link-opens-nothing", "/moderate/x/", status=404)
    yield _at("stop-letters", demo.stop_link)
    yield _at("series", "/series/before-the-voice/")
    yield _at("article-in-a-series", "/articles/the-star-that-stays/")
    yield _at("search", "/search/?q=light")
    yield _at("search-one-kind", "/search/?q=the&in=comments&page=2")
    yield _at("search-nothing", "/search/?q=zebra&author=maren-oduya")
    yield _at("search-empty", "/search/")
    yield _at("password-reset", "/account/password/reset/")
    yield Stop("password-reset-with-errors", _ask_for_a_letter_to_nowhere)
    yield _at("password-set", demo.password_link)
    yield _at("password-reset-done", "/account/password/reset/done/")
    yield _at("password-reset-complete", "/account/password/reset/complete/")
    yield _at("password-reset-used-up", "/account/password/reset/x/y/")
    yield _at("reply-closed", "/articles/closed/reply/", status=403)
    yield _at("not-found", "/nothing/here/", status=404)
    yield Stop("reply-unproven", _post_without_token, status=403)
    yield Stop("reaction-unproven", _react_without_token, status=403)
    yield Stop("forbidden", _ask_without_token, status=403)
    yield Stop("not-allowed", _post_to_a_page, status=405)
    yield Stop("too-many", _miss_the_password, status=429)
    yield Stop("too-large", _send_too_much, status=413)
    yield Stop("garbled", _send_garbled, status=400)
    yield Stop("broken", _meet_a_failure, status=500)


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
        self.password_link = urlsplit(
            site.manage("shell", "--no-imports", "-c", PASSWORD_LINK)
        ).path.strip()
        links = site.manage("shell", "--no-imports", "-c", DECIDING_LINKS).split()
        paths = [urlsplit(link).path for link in links]
        self.decide_link, self.stop_link, self.decide_wording_link = paths
        links = site.manage("shell", "--no-imports", "-c", OWN_LINKS).split()
        (
            self.own_page,
            self.confirm_letters,
            self.confirm_follow,
            self.my_comment,
            self.stop_following,
        ) = (urlsplit(link).path for link in links)
        self.reply = self._find(FULL, rf'href="({FULL}reply/\?parent=[0-9]+)"')
        self.commenter = self._link(f"{FULL}commenters/", "/comments/[0-9]+/commenter/")
        self.report = self._find(FULL, r'href="(/comments/[0-9]+/report/)"')
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


def _fold_and_hide(page):
    page.goto(FULL)
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    answer = page.goto(f"{FULL}?order=newest")
    page.locator("[data-fold]").nth(1).click()
    page.locator("[data-comment][data-depth='5'] [data-hide]").last.click()
    page.locator(".comment-hidden").first.wait_for()
    return answer


def _list_hidden_people(page):
    answer = _fold_and_hide(page)
    page.locator("[data-hidden-people-open]").click()
    page.locator("dialog[data-hidden-people][open]").wait_for()
    return answer


def _offer_news(page):
    """Ask as a page that was made before anything was said; its answer is the server's own."""
    page.clock.install()
    answer = page.goto("/articles/without-comments/")
    page.locator("[data-discussion]").evaluate(
        "(each, path) => { each.dataset.news = `${path}news/`; each.dataset.newsSince = 0 }", FULL
    )
    page.clock.fast_forward("01:01")
    page.locator("[data-news-offer]").wait_for()
    page.clock.resume()
    return answer


def _open_report(page):
    answer = page.goto(FULL)
    page.get_by_role("link", name=re.compile("^Report")).nth(3).click()
    page.locator(".report-form").wait_for()
    return answer


def _fill(page, name: str, body: str):
    page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form] [name=name]").fill(name)
    page.locator("[data-comment-form] [name=body]").fill(body)


def _send(page, selector: str = "[data-comment-form]", **further):
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


def _send_badly(page):
    _fill(page, "", "< " * 250)
    return _send(page)


def _post_held(page):
    answer = _post(page)
    page.locator(".comment-notice").wait_for()
    return answer


def _own_page(page):
    _own(page)
    return page.goto("/me/")


def _erase_unsure(page):
    """Without the tick, which browsers ask for by themselves."""
    _own(page)
    page.goto("/me/erase/")
    return _send(page, "main form")


def _post_too_fast(page):
    """The second of two comments in a second; whoever was here before may be too fast at once."""
    for _ in range(2):
        if (answer := _post(page)).status == 429:
            break
    return answer


def _post(page):
    _fill(page, "Nora", FIRST_WORDS.format(random.randrange(10**9)))
    return _send(page)


def _own(page) -> str:
    """Return the address of a comment of this visitor's that can be changed."""
    page.goto(f"{FULL}mine/")
    if not page.locator("[data-own]").count():
        _post(page)
        page.goto(f"{FULL}mine/")
    return page.locator("[data-own] a", has_text="Edit").first.get_attribute("href")


def _edit(page):
    return page.goto(_own(page))


def _edit_in_place(page):
    _own(page)
    answer = page.reload()
    page.locator("[data-own] a", has_text="Edit").first.click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    return answer


def _withdraw(page):
    return page.goto(_own(page).replace("/edit/", "/withdraw/"))


def _preview(page):
    _fill(page, "Nora", PREVIEWED)
    return _send(page, "[data-comment-form]", preview="1")


def _preview_in_place(page):
    answer = page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form] [name=body]").fill(PREVIEWED)
    page.get_by_role("tab", name="Preview").click()
    page.locator("[data-preview] blockquote").wait_for()
    return answer


def _reaction(page) -> str:
    """Return where one reacts to somebody else's comment."""
    page.goto(FULL)
    links = page.locator("[data-comment]:not(:has([data-own])) .reactions-open")
    return links.nth(3).get_attribute("href")


def _react(page):
    return page.goto(_reaction(page))


def _react_in_place(page):
    answer, address = page.goto(FULL), _reaction(page)
    if page.context.cookies():  # the visitor's own view comes after the page, in its place
        page.locator("[data-own]").first.wait_for()
    page.locator(f".reactions-open[href='{address}']").click()
    page.locator(".reactions.is-open").wait_for()
    return answer


def _post_without_token(page):
    _fill(page, "Nora", "Words")
    return _send_without_token(page, "[data-comment-form]")


def _react_without_token(page):
    _react(page)
    return _send_without_token(page, ".reactions-form")


def _ask_without_token(page):
    page.goto("/account/password/reset/")
    return _send_without_token(page, "main form")


def _send_without_token(page, form: str):
    page.locator(f"{form} [name=csrfmiddlewaretoken]").evaluate("field => field.remove()")
    return _send(page, form)


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


def _send_too_much(page):
    """More fields than a form of ours has."""
    page.goto(f"{FULL}reply/")
    page.locator("[data-comment-form]").evaluate(
        """form => { for (let number = 0; number < 2100; number++)
          form.append(Object.assign(document.createElement("input"), {name: `n${number}`})) }"""
    )
    return _send(page)


def _send_garbled(page):
    def garble(route):
        headers = route.request.headers | {"content-type": "multipart/form-data"}
        route.continue_(method="POST", headers=headers, post_data="x")

    page.route(f"**{FULL}reply/", garble, times=1)
    return page.goto(f"{FULL}reply/")


def _meet_a_failure(page):
    """The page that is sent when nothing works any more; it is a file without anything to fill in."""
    broken = (ROOT / "templates" / "500.html").read_text()
    answer = {"status": 500, "content_type": "text/html", "body": broken}
    page.route("**/broken/", lambda route: route.fulfill(**answer), times=1)
    return page.goto("/broken/")


def _ask_for_a_letter_to_nowhere(page):
    page.goto("/account/password/reset/")
    page.fill("[name=email]", "nowhere")
    return _send(page, "main form")


def sign_in(page, login) -> None:
    email, password = login
    page.goto("/admin/login/?next=/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")

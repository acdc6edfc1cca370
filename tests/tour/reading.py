"""What a reader opens in a page: forms in place, folds, reactions, news."""

import re

from .places import FULL


def open_form(page):
    answer = page.goto(FULL)
    page.get_by_role("link", name=re.compile("^Reply to")).nth(3).click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    return answer


def fold_and_hide(page):
    page.goto(FULL)
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    answer = page.goto(f"{FULL}?order=newest")
    page.locator("[data-fold]").nth(1).click()
    page.locator("[data-comment][data-depth='5'] [data-hide]").last.click()
    page.locator(".comment-hidden").first.wait_for()
    return answer


def list_hidden_people(page):
    answer = fold_and_hide(page)
    page.locator("[data-hidden-people-open]").click()
    page.locator("dialog[data-hidden-people][open]").wait_for()
    return answer


def offer_news(page):
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


def open_report(page):
    answer = page.goto(FULL)
    page.get_by_role("link", name=re.compile("^Report")).nth(3).click()
    page.locator(".report-form").wait_for()
    return answer


def _reaction(page) -> str:
    """Return where one reacts to somebody else's comment."""
    page.goto(FULL)
    links = page.locator("[data-comment]:not(:has([data-own])) .reactions-open")
    return links.nth(3).get_attribute("href")


def react(page):
    return page.goto(_reaction(page))


def react_in_place(page):
    answer, address = page.goto(FULL), _reaction(page)
    if page.context.cookies():  # the visitor's own view comes after the page, in its place
        page.locator("[data-own]").first.wait_for()
    page.locator(f".reactions-open[href='{address}']").click()
    page.locator(".reactions.is-open").wait_for()
    return answer

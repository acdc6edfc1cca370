"""Reading on: links that land, the way back, long texts, and whom one hides."""

import re

import pytest
from playwright.sync_api import expect

from .planted import Place, comment, said, top

pytestmark = [pytest.mark.browser, pytest.mark.look]

MORE_REPLIES = re.compile(r"^Show \d+ more replies$")


@pytest.fixture(scope="module")
def article(site) -> str:
    return Place(site, "to-read-along").path


# --- Landing


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_the_bars_links_land_on_what_they_name(visitor, article, javascript):
    page = visitor(javascript=javascript)
    for link, words in (("Most reacted comment", "Beginning."), ("Hottest thread", "The answered")):
        page.goto(f"{article}?order=oldest&show=all")
        page.goto(page.get_by_role("link", name=link).get_attribute("href"))
        linked = page.locator(".is-linked")
        expect(linked).to_contain_text(words)
        expect(linked).to_be_in_viewport()
        assert linked.evaluate("each => each === document.activeElement || each.matches(':target')")


def test_an_address_of_a_comment_that_the_page_leaves_out_goes_on_to_it(page, article):
    page.goto(article)
    href = page.get_by_role("link", name="Most reacted comment").get_attribute("href")
    page.goto(f"{article}#{href.partition('#')[2]}")
    page.wait_for_url(f"**{href}")
    expect(page.locator(".is-linked")).to_contain_text("Beginning.")


def test_a_permalink_without_its_fragment_lands_on_the_comment(page, article):
    page.goto(article)
    page.get_by_role("link", name=MORE_REPLIES).click()
    time = comment(page, "Answer 9.").locator(".comment-time")
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(time.get_attribute("href").partition("#")[0])
    expect(page.locator(".is-linked")).to_be_focused()
    expect(page.locator(".is-linked")).to_be_in_viewport()


def test_the_way_back_finds_loaded_what_was_loaded_and_the_same_place(page, article):
    page.goto(article)
    page.get_by_role("link", name=MORE_REPLIES).click()
    said(page, "more replies shown")
    page.get_by_role("link", name="More threads").click()
    said(page, "more threads shown")
    shown = page.locator("[data-thread]").count()
    thread = comment(page, "Thread 1.")
    thread.scroll_into_view_if_needed()
    before = top(thread)
    thread.locator(".comment-time").click()
    page.wait_for_url("**/comments/**")
    page.go_back()
    expect(page.locator("[data-thread]")).to_have_count(shown)
    expect(comment(page, "Ivo 2.")).to_have_count(1)
    page.wait_for_function(
        "([id, before]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - before) < 2",
        arg=[thread.get_attribute("id"), before],
    )
    assert page.troubles == []


def test_all_comments_stand_on_one_page_without_script(visitor, article):
    page = visitor(javascript=False)
    page.goto(article)
    link = page.get_by_role("link", name=re.compile("^Show all .* comments at once$"))
    shown = int(link.inner_text().split()[2])
    link.click()
    expect(page.locator("[data-comment]")).to_have_count(shown)
    page.go_back()
    expect(page.locator("[data-thread]")).to_have_count(20)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_commenters_lead_to_their_comments(visitor, article, javascript):
    page = visitor(javascript=javascript)
    page.goto(article)
    page.get_by_role("link", name=re.compile(r"^\d+ commenters$")).click()
    page.get_by_role("link", name="Ivo", exact=True).click()
    expect(page.locator(".comment-list li")).to_have_count(4)
    page.locator(".comment-list a").first.click()
    expect(page.locator(".is-linked")).to_contain_text("Ivo below.")


def test_keys_work_on_permalinks_and_further_answers(page, article):
    page.goto(article)
    for link in (
        comment(page, "First answer.").locator(".comment-time").get_attribute("href"),
        page.get_by_role("link", name=MORE_REPLIES).get_attribute("href"),
    ):
        page.goto(link)
        page.locator("[data-comment]").first.focus()
        page.keyboard.press("j")
        assert page.locator("[data-comment]").nth(1).evaluate("e => e === document.activeElement")
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Keyboard shortcuts").get_by_text("Close").click()


# --- Long texts

IS_CUT = "each => each.scrollHeight > each.clientHeight + 1"


def test_a_long_text_is_cut_until_it_is_wanted(page, article):
    page.goto(f"{article}?order=oldest")
    long = comment(page, "Beginning.")
    body = long.locator(".comment-body")
    assert body.evaluate(IS_CUT)
    button = long.get_by_role("button", name="Read more")
    button.press("Enter")
    assert not body.evaluate(IS_CUT)
    long.get_by_role("button", name="Read less").press("Space")
    assert body.evaluate(IS_CUT)
    body.get_by_role("link", name="very end").focus()
    assert not body.evaluate(IS_CUT)
    page.reload()
    # What find-in-page does with a match, which no test can press.
    body.get_by_role("link", name="very end").evaluate("each => each.scrollIntoView()")
    expect(long.get_by_role("button", name="Read less")).to_be_visible()
    assert page.get_by_role("link", name="very end").is_visible()
    permalink = long.locator(".comment-time").get_attribute("href")
    page.goto(permalink)
    assert not page.locator(".is-linked .comment-body").evaluate(IS_CUT)
    page.goto(f"{article}?order=oldest#{permalink.partition('#')[2]}")
    expect(long.get_by_role("button", name="Read less")).to_be_visible()
    assert not body.evaluate(IS_CUT)


def test_a_long_text_stands_in_full_without_script(visitor, article):
    page = visitor(javascript=False)
    page.goto(f"{article}?order=oldest")
    assert not comment(page, "Beginning.").locator(".comment-body").evaluate(IS_CUT)


# --- Hidden by one reader


def test_a_person_is_hidden_for_one_reader_and_shown_again(page, article):
    page.goto(article)
    ivo = comment(page, "Ivo below.")
    ivo.get_by_role("button", name="Hide comments by").press("Enter")
    said(page, "are hidden")
    expect(ivo.get_by_text("Ivo below.")).to_be_hidden()
    expect(page.locator(".comment-hidden:visible")).to_have_count(1)
    expect(ivo.get_by_role("button", name="Show: Ivo")).to_be_focused()
    page.get_by_role("link", name=MORE_REPLIES).click()
    expect(page.locator(".comment-hidden:visible")).to_have_count(4)
    page.reload()
    expect(page.locator(".comment-hidden:visible").first).to_contain_text("Hidden: a comment by")
    ivo.get_by_role("button", name="Show: Ivo").click()
    expect(ivo.get_by_text("Ivo below.")).to_be_visible()
    assert page.context.cookies() == []

    page.goto(ivo.locator(".comment-time").get_attribute("href"))
    expect(page.locator(".is-linked").get_by_text("Ivo below.")).to_be_visible()

    page.get_by_role("button", name="Hidden people (1)").click()
    dialog = page.get_by_role("dialog", name="Hidden people")
    dialog.get_by_role("button", name="Show again: Ivo").click()
    expect(dialog.get_by_text("You hide nobody.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".comment-hidden")).to_have_count(0)
    assert page.troubles == []


# --- New while one reads

POLISH = (
    '{"answers":{"{n} odpowiedź":[1],"{n} odpowiedzi":[2,3],"{n} odpowiedzi (wiele)":[0,5,6,7]}}'
)


def test_words_for_numbers_take_the_form_of_the_language(page, article):
    def in_polish(route):
        html = re.sub(r'data-counted="[^"]*"', f"data-counted='{POLISH}'", route.fetch().text())
        html = html.replace('<html lang="en', '<html lang="pl')
        route.fulfill(body=html, content_type="text/html")

    page.route(f"**{article}", in_polish)
    page.goto(article)
    many = comment(page, "The answered one.").locator("[data-fold]")
    expect(many).to_have_text(re.compile(r"^1\d odpowiedzi \(wiele\)$"))
    few = comment(page, "First answer.").locator("[data-fold]")
    expect(few).to_have_text(re.compile(r"^(1 odpowiedź|2 odpowiedzi)$"))

"""Reading on: links that land, the way back, long texts, whom one hides, and what is new meanwhile."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.look]

SLUG = "to-read-along"
HEAD = """
from datetime import datetime, timedelta, UTC
from django.utils import timezone
from blog.models import Article
from comments.models import Comment
from tests.comments.make import make_article, make_comment, make_commenter
"""
# 24 threads; the newest has 15 answers, the oldest a long text and most reactions. Ivo says three things.
PLANT = """
old = datetime(2020, 1, 1, tzinfo=UTC)  # the front page begins with the demo, as other tests expect
article = make_article(slug={slug!r}, title="To be read along", published_at=old)
ago = timezone.now() - timedelta(hours=5)
ivo = make_commenter(name="Ivo", trusted=False)
reacted = make_comment(article=article, name="Rita", now=ago, source="Beginning. " + "And so on. " * 250
    + "The [very end](https://example.org/).")
Comment.objects.filter(pk=reacted.pk).update(reaction_count=3)
for number in range(22):
    make_comment(article=article, source=f"Thread {{number}}.", now=ago)
root = make_comment(article=article, source="The answered one.", name="Ana", now=ago)
first = make_comment(parent=root, source="First answer.", name="Ben", now=ago)
for number in range(10):
    make_comment(parent=root, source=f"Answer {{number}}.", name="Chiara", now=ago)
for number in range(3):
    make_comment(parent=root, source=f"Ivo {{number}}.", name="Ivo", commenter=ivo, now=ago)
make_comment(parent=first, source="Ivo below.", name="Ivo", commenter=ivo, now=ago)
"""
MORE_REPLIES = re.compile(r"^Show \d+ more replies$")
SAY = """
def said(words):
    return Comment.objects.get(source=words, discussion__article__slug={slug!r})
"""


@pytest.fixture(scope="module")
def article(site) -> str:
    run(site, PLANT)
    return f"/articles/{SLUG}/"


def run(site, code: str) -> None:
    site.manage("shell", "--no-imports", "-c", (HEAD + code).format(slug=SLUG))


def comment(page, words: str):
    return page.locator("[data-comment]", has_text=words)


def top(locator) -> float:
    return locator.evaluate("each => each.getBoundingClientRect().top")


def said(page, words: str):
    return page.locator("[role=status]", has_text=words).wait_for(state="attached")


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

NEWS = """
first = said("First answer.")
make_comment(parent=first, source="Just said below.", name="Dora")
make_comment(article=first.discussion.article, source="Just begun.", name="Egon")
make_comment(article=first.discussion.article, source="Waits.", name="Fay", status="pending")
"""


def test_what_is_new_is_offered_and_appears_without_moving_the_page(page, site, article):
    page.clock.install()
    page.goto(article)
    threads = int(page.locator("[data-stat=threads]").inner_text())
    read = comment(page, "Answer 5.")
    read.evaluate("each => each.scrollIntoView({block: 'start'})")
    run(site, SAY + NEWS)
    page.clock.fast_forward("01:01")
    offer = page.get_by_role("button", name="Show 2 new comments")
    before = top(read)
    offer.press("Enter")
    said(page, "2 new comments shown")
    assert abs(top(read) - before) < 2
    page.wait_for_timeout(300)
    assert abs(top(read) - before) < 2
    assert (
        page.locator("[data-thread]").first.locator("[data-new]").inner_text().count("Just begun.")
    )
    above = comment(page, "Just said below.").locator("xpath=preceding-sibling::*[1]")
    expect(above).to_contain_text("Ivo below.")
    assert page.locator("[data-stat=threads]").inner_text() == str(threads + 1)
    page.get_by_role("button", name="Go to the first").click()
    expect(comment(page, "Just begun.")).to_be_focused()
    page.clock.fast_forward("01:01")
    expect(page.locator("[data-news-offer]")).to_have_count(0)
    page.reload()
    order = page.locator("[data-comment]").all_inner_texts()
    assert any("Just begun." in words for words in order[:1])
    assert page.troubles == []


def test_what_is_new_further_down_is_found_behind_the_link_that_brings_it(page, site, article):
    page.clock.install()
    page.goto(article)
    link = page.get_by_role("link", name=MORE_REPLIES)
    left = int(re.search(r"\d+", link.inner_text())[0])
    run(
        site,
        SAY
        + "make_comment(parent=said('The answered one.'), source='At the very end.', name='Uli',"
        " now=timezone.now())",
    )
    page.clock.fast_forward("01:01")
    page.get_by_role("button", name="Show 1 new comment").click()
    more = f"Show {left + 1} more replies"
    page.get_by_role("button", name=more).click()
    expect(page.get_by_role("link", name=more)).to_be_focused()
    expect(comment(page, "At the very end.")).to_have_count(0)
    page.keyboard.press("Enter")
    said(page, f"{left + 1} more replies shown")
    expect(comment(page, "At the very end.")).to_have_count(1)
    assert page.troubles == []


def test_own_words_are_no_news(page, site, article):
    page.clock.install()
    page.goto(article)
    page.get_by_role("link", name="Leave a reply").click()
    page.locator("[data-comment-form] [name=name]").fill("Nora")
    page.locator("[data-comment-form] [name=body]").fill("Own words.")
    page.locator("[data-comment-form] [type=submit]").click()
    page.locator(".comment-notice").first.wait_for()
    run(site, SAY + "assert said('Own words.').approve(by=None, now=timezone.now())")
    with page.expect_response("**/news/?since=*") as answer:
        page.clock.fast_forward("01:01")
    assert len(answer.value.json()["comments"]) == 1
    page.wait_for_timeout(200)
    expect(page.locator("[data-news-offer]")).to_have_count(0)


def test_news_is_asked_for_while_the_page_is_looked_at_and_for_half_an_hour(page, article):
    asked = []
    page.on("request", lambda request: asked.append(1) if "/news/" in request.url else None)
    page.clock.install()
    page.goto(article)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.clock.run_for("03:01")
    assert asked == []
    page.evaluate("delete document.hidden")
    page.clock.run_for("40:00")
    page.wait_for_timeout(200)
    assert 25 <= len(asked) <= 30


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

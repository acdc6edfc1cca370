"""The main job: a guest posts and answers, a moderator approves, everybody reads and the figures follow."""

import re
import uuid

import pytest

pytestmark = pytest.mark.browser

HELD = "Waiting for approval: only you see this."


def stat(page, name) -> int:
    return int(page.locator(f'[data-stat="{name}"]').text_content())


def figures(page) -> list[int]:
    return [stat(page, name) for name in ("threads", "replies", "commenters")]


def open_article(page):
    """Go from the front page to one of the demo's articles, and return its address."""
    page.goto("/")
    page.get_by_role("link", name="The clock that would not mind the sea", exact=True).first.click()
    page.wait_for_url("**/articles/*/**")
    return page.url.split("#")[0]


def fill_and_send(page, *, name, text):
    form = page.locator("[data-comment-form]")
    form.locator("[name=name]").fill(name)
    form.locator("[name=body]").fill(text)
    form.locator("[type=submit]").click()


def let_a_minute_pass(site):
    """Move what was posted into the past: whoever posts twice within seconds is asked to wait."""
    site.manage(
        "shell", "--no-imports", "-c",
        "from datetime import timedelta; from django.db.models import F; "
        "from comments.models import Comment; "
        "Comment.objects.update(posted_at=F('posted_at') - timedelta(minutes=1))",
    )  # fmt: skip


def sign_in(page, login):
    email, password = login
    page.goto("/admin/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def approve_in_the_admin(page, *texts):
    """Find the comments among those that wait, and approve them with the list's own action."""
    page.goto("/admin/comments/comment/?status__exact=pending")
    for text in texts:
        row = page.locator("#result_list tbody tr", has_text=text)
        row.locator("input.action-select").check()
    page.locator("select[name=action]").select_option("approve")
    page.locator("button[name=index]").click()
    page.locator(".messagelist .success").wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_guests_words_reach_everybody_through_a_moderator(visitor, site, javascript):
    words, answer = f"Words {uuid.uuid4().hex}", f"Answer {uuid.uuid4().hex}"
    name = f"Nora {uuid.uuid4().hex[:6]}"
    guest, stranger, moderator = visitor(javascript=javascript), visitor(), visitor()

    article = open_article(guest)
    assert guest.locator("[data-thread] [data-comment]").count() > 3
    before = figures(guest)

    guest.get_by_role("link", name="Leave a reply").click()
    fill_and_send(guest, name=name, text=words)
    own = guest.locator("[data-comment]", has_text=words)
    own.locator(".comment-notice", has_text=HELD).wait_for()

    let_a_minute_pass(site)
    guest.goto(article)
    first = guest.locator("[data-comment]:not(.is-held):not(.is-tombstone)").first
    first_id = first.get_attribute("id")
    first.get_by_role("link", name=re.compile("^Reply to")).click()
    fill_and_send(guest, name=name, text=answer)
    own = guest.locator("[data-comment]", has_text=answer)
    own.locator(".comment-notice", has_text=HELD).wait_for()
    assert guest.locator("[data-thread]", has=own).locator(f"#{first_id}").count() == 1

    for unseen in (words, answer):
        stranger.goto(article)
        assert stranger.get_by_text(unseen).count() == 0
    assert figures(stranger) == before

    sign_in(moderator, site.logins["moderator"])
    approve_in_the_admin(moderator, words, answer)

    stranger.reload()
    for seen in (words, answer):
        stranger.get_by_text(seen).wait_for()
    assert figures(stranger) == [before[0] + 1, before[1] + 1, before[2] + 1]
    for page in (guest, stranger, moderator):
        assert page.troubles == []


def test_a_refused_form_keeps_every_word(visitor):
    """Nothing typed is lost, with the reason beside the field, in place and without a new page."""
    page = visitor()
    open_article(page)
    page.get_by_role("link", name="Leave a reply").click()
    form = page.locator("[data-comment-form]")
    form.locator("[name=name]").fill("Nora")
    form.locator("[name=body]").fill("< " * 250)
    form.locator("[type=submit]").click()
    page.locator("[data-comment-form] .field-error").wait_for()
    assert page.locator("[data-comment-form] [name=body]").input_value() == "< " * 250
    assert page.locator("[data-comment-form] [name=name]").input_value() == "Nora"


def test_a_form_whose_server_does_not_answer_keeps_its_words(visitor):
    page = visitor()
    open_article(page)
    page.get_by_role("link", name="Leave a reply").click()
    page.locator("[data-comment-form] [name=body]").wait_for()
    page.context.set_offline(True)
    fill_and_send(page, name="Nora", text="Words in a tunnel.")
    page.locator("p[data-send-problem]").wait_for()
    assert page.locator("[data-comment-form] [name=body]").input_value() == "Words in a tunnel."
    page.context.set_offline(False)
    page.locator("[data-comment-form] [type=submit]").click()
    page.locator("[data-comment]", has_text="Words in a tunnel.").wait_for()


def test_escape_and_never_mind_give_the_page_back(visitor):
    page = visitor()
    open_article(page)
    for leave in ("key", "link"):
        page.get_by_role("link", name=re.compile("^Reply to")).first.click()
        page.locator("[data-comment-form] [name=body]").wait_for()
        if leave == "key":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("link", name="Never mind").click()
        page.locator("[data-comment-form]").wait_for(state="detached")
        assert page.get_by_role("link", name=re.compile("^Reply to")).first.is_visible()
    assert page.troubles == []

"""Hostile texts and names, approved and shown in a real browser: nothing runs, and nothing is fetched."""

from urllib.parse import urlsplit

import pytest

from tests.content.attacks import ATTACKS

pytestmark = [pytest.mark.browser, pytest.mark.look]

SLUG = "under-attack"
POST_THEM_ALL = f"""
from datetime import datetime, timedelta, UTC
from django.db import transaction
from comments.moderation.decisions import Seen, decide
from comments.forms import CommentForm
from comments.posting import Refused, post_comment
from content.markup import OutOfBounds
from tests.comments.make import make_article, make_comment, make_commenter
from tests.content.attacks import ATTACKS
start, posted = datetime(2002, 1, 1, tzinfo=UTC), 0
with transaction.atomic():
    article, trusted = make_article(slug={SLUG!r}, published_at=start), make_commenter(trusted=False)
    root = make_comment(article=article, source="Come on.", commenter=trusted, now=start)
    for number, attack in enumerate(ATTACKS, 1):
        fields = dict(name=attack[:80], email="a@x.example", body=attack, parent=root.pk)
        form = CommentForm(fields)
        if form.is_valid():
            try:
                now = start + number * timedelta(hours=1)
                post_comment(form.draft(network=""), article=article, commenter=trusted, now=now)
                posted += 1
            except (OutOfBounds, Refused):  # what says nothing, or the same once more
                pass
    held = article.discussion.comments.exclude(status="approved")  # for their links
    decide(list(Seen.all_of(held)), to="approved", now=now)
print("posted", posted)
"""
# What a stranger's words could bring into a page: scripts, styles, forms, links that lead where they may not.
INTRUDERS = """() => [...document.querySelectorAll(".comment-body *, .comment-name *")].filter((element) =>
    /^(script|style|iframe|object|embed|form|input|img|svg|math|base|link|meta|video|audio|h[1-6])$/i.test(element.tagName)
    || [...element.attributes].some(({name, value}) =>
        /^(on|style|id|class|srcdoc)/.test(name)
        || (name === "href" && !/^(https?:\\/\\/|mailto:)/.test(value)))
).map((element) => element.outerHTML)"""

TAKE_THEM_OUT = f"from blog.models import Article; Article.objects.get(slug={SLUG!r}).delete()"


@pytest.fixture
def posted(site) -> int:
    """How many attacks were posted; afterwards the demo's are the most discussed articles again."""
    yield int(site.manage("shell", "--no-imports", "-c", POST_THEM_ALL).split()[-1])
    site.manage("shell", "--no-imports", "-c", TAKE_THEM_OUT)


def test_nothing_that_was_posted_runs(visitor, site, posted):
    assert posted > 0.9 * len(ATTACKS)
    page, dialogs, hosts = visitor(), [], set()
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(f"/articles/{SLUG}/")
    address, seen = page.locator("[data-stat=hottest]").get_attribute("href"), set()
    while address:
        page.goto(address)
        page.mouse.move(200, 200)
        assert page.evaluate(INTRUDERS) == []
        seen |= set(page.eval_on_selector_all("[data-comment]", "all => all.map(each => each.id)"))
        more = page.locator("[data-more=replies]")
        address = more.get_attribute("href") if more.count() else None
    assert len(seen) == posted + 1
    _preview(page)
    page.goto("/")  # the latest comments, in the side column
    assert dialogs == []
    assert hosts == {urlsplit(site.url).netloc}
    assert page.troubles == []


def _preview(page):
    """The preview puts into the page what the server sent just now."""
    page.goto(f"/articles/{SLUG}/reply/")
    for start in range(0, len(ATTACKS), 8):
        typed = "\n\n".join(ATTACKS[start : start + 8]).replace("\0", "")  # which is refused
        page.locator("[name=body]").fill(typed.encode("utf-8", "replace").decode())
        page.get_by_role("tab", name="Preview").click()
        page.locator("[data-preview] .comment-body").wait_for()
        assert page.evaluate(INTRUDERS) == []
        page.get_by_role("tab", name="Write").click()

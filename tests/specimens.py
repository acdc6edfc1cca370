"""
Articles whose discussions hold every state that a comment, a thread and an order can be in.

Old ones, so that the front page and its figures stay the demo's. Run on a site's own data (tests/tour/).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from blog.models import Article
from comments.models import Discussion, Thread
from comments.moderation.decisions import Seen, decide
from tests.authors.make import make_author
from tests.blog.make import make_article, make_category
from tests.comments.make import make_comment

OLD = datetime(2001, 5, 1, 12, tzinfo=UTC)
APART = timedelta(minutes=7)  # further than what counts as a flood
MANY = 14  # answers: more than a thread shows at first
LONG = "A long answer is cut until somebody asks for the rest of it. " * 30
NAMES = ("Bjørn", "Carol of the very long name who signs with all of it", "فرید", "ヒロ", "Ana")
TEXT = "<p>Made for looking at.</p><h2>A heading</h2><p>And words below it.</p>"
PERSIAN = "یادداشتی دربارهٔ جزر و مد و فانوس‌های دریایی"
PERSIAN_TEXT = """<p>دریا ساعت خودش را دارد (و 50 دقیقه دیرتر). <a href="/">همین</a>.</p>
<blockquote><p>نقل قولی که خط کنارش در سمت راست است.</p></blockquote>
<table><thead><tr><th>نشان</th><th>معنی</th></tr></thead>
<tbody><tr><td>Fl 5s</td><td>یک بار</td></tr></tbody></table>
<pre><code>range_of_sight(light=49, eye=4)</code></pre>"""
MARKED_UP = """> A quoted line

With **weight**, `code`, a [link](https://example.org/), a list:

- one
- two

```
for each in range(120): print(each, "a line of code that is longer than the column is wide")
```"""


def make() -> None:
    """Write them; a second time adds nothing."""
    if Article.objects.filter(slug="specimens").exists():
        return
    moments = (OLD + APART * number for number in range(1, 1_000))
    _threads(_article("specimens", "All states of a discussion"), moments)
    _article("without-comments", "An article without comments")
    closed = _article("closed", "An article whose discussion is closed")
    make_comment(article=closed, name="Last", source="The last word.", now=next(moments))
    Discussion.objects.filter(article=closed).update(mode="closed")
    silent = _article("closed-and-empty", "An article where nobody said anything")
    Discussion.objects.create(article=silent, mode="closed")
    make_category(name="Nothing yet", slug="nothing-yet", description="Without articles.")
    corner = make_category(
        name="A corner", slug="a-corner", parent=make_category(name="A hall", slug="a-hall")
    )
    _article("in-persian", PERSIAN, source=PERSIAN_TEXT, language="fa", category=corner)
    make_author(name="Nobody Read Yet", slug="nobody-read-yet", credentials="Writes slowly.")


def _article(slug: str, title: str, source: str = TEXT, **fields) -> Article:
    fields |= {"summary": "", "published_at": OLD}
    return make_article(slug=slug, title=title, source=source, **fields)


def _threads(article: Article, moments: Iterator[datetime]) -> None:
    def say(source, name, **place):
        return make_comment(source=source, name=name, now=next(moments), **place)

    pinned = say("Read this first: be kind, name your sources.", "Ines", article=article)
    Thread.objects.filter(pk=pinned.tree_id).update(is_pinned=True)
    say("I shall.", "Tom", parent=pinned)
    deep = say("A thread that goes down to the last level.", "Ana", article=article)
    for name in NAMES:
        deep = say(f"An answer by {name}. It has some words to be read.", name, parent=deep)
    say("An answer to the last level stands beside it.", "Carol", parent=deep)
    say("متن از راست به چپ خوانده می‌شود، با (پرانتز) و 12 عدد.", "فرید", article=article)
    say(LONG, "Longwinded", article=article)
    say(MARKED_UP, "Cody", article=article)
    shut = say("Nothing more is to be said here.", "Shut", article=article)
    Thread.objects.filter(pk=shut.tree_id).update(is_closed=True)
    for status in ("pending", "rejected", "withdrawn", "spam"):
        stone = say(f"What became {status}.", "Gone", article=article)
        say("An answer that stays.", "Stayed", parent=stone)
        decide([Seen.of(stone)], to=status, now=next(moments))
    busy = say("Many answer to this.", "Busy", article=article)
    for number in range(MANY):
        say(f"Answer {number}.", f"Guest {number}", parent=busy)

"""An article that is read along, as the stories of reading on and of news find it."""

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
SAY = """
def said(words):
    return Comment.objects.get(source=words, discussion__article__slug={slug!r})
"""


class Place:
    """The planted article: where it is, and what is done to it behind the browser's back."""

    def __init__(self, site, slug: str):
        self.site, self.slug = site, slug
        self.path = f"/articles/{slug}/"
        self.run(PLANT)

    def run(self, code: str) -> None:
        program = (HEAD + SAY + code).format(slug=self.slug)
        self.site.manage("shell", "--no-imports", "-c", program)


def comment(page, words: str):
    return page.locator("[data-comment]", has_text=words)


def top(locator) -> float:
    return locator.evaluate("each => each.getBoundingClientRect().top")


def said(page, words: str):
    return page.locator("[role=status]", has_text=words).wait_for(state="attached")

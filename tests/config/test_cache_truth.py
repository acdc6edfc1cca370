"""Whatever is written, by whatever way: the next page from the door is the one that Django would make."""

import random

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from hypothesis.stateful import run_state_machine_as_test as run

from blog.models import Article, Tag
from comments.models import Comment, CommentVersion
from comments.reading import drawings
from config import page_versions
from config.edition import install
from config.page_cache import PageCache
from config.page_store import Memory
from content.compiled import Compiled

from .visit import Visit
from .writes import UNSEEN, WRITES, Site

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EXAMPLES, STEPS = 2, 8
VARIANTS = ("?order=hottest", "?order=reacted", "?show=all", "?thread=1", "?after=1")
FRAMED = ("/articles/", "/search/")  # of kept parts
COMMENTS_SEEN = 3  # whose own pages are looked at


class Door:
    """The site's door and, behind it, Django; with the clock of the site."""

    def __init__(self):
        self.patch = pytest.MonkeyPatch()
        install()
        self.patch.setattr(page_versions, "_calendar", (None, []))
        self.site = Site()
        self.patch.setattr(timezone, "now", lambda: self.site.now)
        self.django, self.asked = get_wsgi_application(), 0
        self.door = PageCache(self._ask_django, Memory(50_000_000))

    def close(self):
        self.patch.undo()

    def _ask_django(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def pages(self, *variants: str) -> dict[str, bytes]:
        """Return all pages as the door gives them: kept ones, and those of kept parts, as if made anew."""
        found = {}
        for path in self.paths(variants):
            asked = self.asked
            page = Visit(self.door, path)
            if self.asked == asked or path.startswith(FRAMED):
                drawings.forget()
                with pytest.MonkeyPatch.context() as anew:
                    anew.setattr(Compiled, "__call__", lambda self, *of: list(self.make(*of)))
                    fresh = Visit(self.django, path)  # not by the door, so with a frame of its own
                assert (page.status, page.body) == (fresh.status, fresh.body), path
                assert policy(page) == policy(fresh), path
            assert "Set-Cookie" not in page.headers, path
            found[path] = page.body if page.status == 200 else b""
        return found

    def paths(self, variants=()):
        site = self.site
        tags = Tag.objects.order_by("-pk").values_list("slug", flat=True)[:2]
        yield from (
            "/", "/archive/", f"/archive/{site.now:%Y/%m}/", "/authors/", "/sitemap.xml",
            "/robots.txt", "/search/", "/search/?q=words", f"/search/?q=a&author={site.author.slug}",
            f"/search/?q=a&category={site.category.slug}&year={site.now:%Y}", "/feeds/atom/",
            f"/categories/{site.category.slug}/",
            f"/series/{site.series.slug}/", f"/pages/{site.page.slug}/",
            f"/authors/{site.author.slug}/", f"/authors/{site.author.slug}/feeds/json/",
            f"/articles/{site.hidden.slug}/", f"/articles/{site.other.slug}/",
        )  # fmt: skip
        yield from (f"/tags/{slug}/" for slug in tags)
        article = f"/articles/{site.article.slug}/"
        first = site.comments(discussion__article=site.article).first()
        if first:
            yield f"/comments/{first.pk}/replies/"
            yield f"/comments/{first.pk}/commenter/"
        yield from (article + more for more in ("", "commenters/", "feeds/rss/", *variants))
        comments = Comment.objects.filter(discussion__article=site.article).order_by("-pk")
        for pk in comments.values_list("pk", flat=True)[:COMMENTS_SEEN]:
            yield f"/comments/{pk}/"


def policy(page: Visit) -> str | None:
    return page.headers.get("Content-Security-Policy")


def private_words() -> set[bytes]:
    """What stands on no page that all may see: unapproved words, addresses, unpublished titles, tokens."""
    held = Comment.objects.exclude(status="approved").values_list("source", flat=True)
    waiting = CommentVersion.objects.waiting().values_list("source", flat=True)
    titles = Article.objects.exclude(status="published").values_list("title", flat=True)
    shown = Article.objects.visible(timezone.now()).values_list("title", flat=True)
    words = {*held, *waiting, *(set(titles) - set(shown)), "Unsettled words", "@guest.example"}
    return {word.encode() for word in words if word} | {b"csrfmiddlewaretoken"}


def assert_nothing_private(pages: dict[str, bytes]):
    words = private_words()
    for path, body in pages.items():
        for word in words:
            assert word not in body, (path, word)


@pytest.fixture
def door():
    door = Door()
    yield door
    door.close()


def test_each_kind_of_write_shows_at_once_and_nothing_else_does(door):
    before = door.pages()
    for name, deed in WRITES.items():
        door.site.do(deed)
        after = door.pages()
        shows = any(before[path] != after[path] for path in before.keys() & after.keys())
        assert shows == (name not in UNSEEN), name
        assert_nothing_private(after)
        before = after


class Writing(RuleBasedStateMachine):
    """Writes of all kinds in any order."""

    def __init__(self):
        super().__init__()
        self.door = Door()
        self.door.pages(*VARIANTS)

    def teardown(self):
        self.door.close()
        connections.close_all()

    @rule(name=st.sampled_from(sorted(WRITES)), seed=st.integers(0, 1_000))
    def write(self, name, seed):
        self.door.site.chance = random.Random(seed)
        self.door.site.do(WRITES[name])
        assert_nothing_private(self.door.pages(*VARIANTS))


def test_writes_in_any_order_show_at_once():
    run(
        Writing,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

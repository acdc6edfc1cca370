"""Threads are drawn once for every value that was read of them, and again when one differs."""

import pytest
from cachetools import LRUCache
from django.utils import translation

from authors.models import Author
from comments.models import Comment, Commenter
from comments.reading import drawings, thread_views
from comments.reading.orderings import ORDERINGS
from content.models import Image
from tests.authors.make import make_user
from tests.content.make import picture, upload

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Return a function that draws an article's threads, and gives them with how many were drawn anew."""
    drawings.forget()
    made, render = [], drawings.render_to_string
    monkeypatch.setattr(
        drawings, "render_to_string", lambda *given: made.append(1) or render(*given)
    )

    def draw(article, *, is_closed=False) -> tuple[list[str], int]:
        before = len(made)
        page = thread_views.page(article.discussion, ordering=ORDERINGS["oldest"])
        html = [drawings.drawing(view, article, is_closed=is_closed) for view in page.threads]
        return html, len(made) - before

    return draw


def test_only_the_thread_that_changed_is_drawn_anew(drawn):
    article = make_article()
    first, _ = (make_comment(article=article, source=words) for words in ("One.", "Two."))
    assert drawn(article)[1] == 2
    assert drawn(article)[1] == 0
    make_comment(parent=first, source="An answer.")
    html, count = drawn(article)
    assert count == 1
    assert "An answer." in html[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda comment: Comment.objects.filter(pk=comment.pk).update(html="<p>Other.</p>"),
        lambda comment: Comment.objects.filter(pk=comment.pk).update(reaction_count=7),
        lambda comment: Comment.objects.filter(pk=comment.pk).update(name="Bea"),
        lambda comment: Commenter.objects.filter(pk=comment.commenter_id).update(is_member=True),
        lambda comment: comment.discussion.article.authors.add(comment.commenter.user.author),
        lambda comment: Image.objects.update(file="images/other.png"),
    ],
)
def test_whatever_shows_of_a_comment_has_it_drawn_anew(drawn, change):
    portrait = Image.objects.create(file=upload(picture(), "ana.png"))
    author = Author.objects.create(user=make_user(), name="Ana", slug="ana", portrait=portrait)
    comment = make_comment(commenter=make_commenter(user=author.user))
    article = comment.discussion.article
    before, _ = drawn(article)
    change(comment)
    after, count = drawn(article)
    assert count == 1
    assert after != before


def test_closings_and_languages_are_told_apart(drawn):
    article = make_comment().discussion.article
    opened, _ = drawn(article)
    closed, count = drawn(article, is_closed=True)
    assert count == 1
    assert opened != closed
    with translation.override("de"):
        assert drawn(article)[1] == 1


def test_a_thread_larger_than_all_that_is_kept_is_drawn_each_time(drawn, monkeypatch):
    monkeypatch.setattr(drawings, "CHARACTERS_KEPT", 10)
    monkeypatch.setattr(drawings, "_drawings", LRUCache(10, getsizeof=len))
    article = make_comment().discussion.article
    assert [drawn(article)[1], drawn(article)[1]] == [1, 1]

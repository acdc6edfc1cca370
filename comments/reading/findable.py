"""Approved comments as the search finds them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext_lazy as _

from blog.models import Article
from blog.querysets import visible_at
from blog.search.kinds import MOST_SHOWN, Kind, Narrowing
from blog.search.snippets import Piece, passage
from content.compiled import CompiledByKeys
from content.markup import plain_text

from ..models import Comment
from .thread_views import PERSON

SHOWN = (
    *("name", "html", "posted_at", "discussion__article__title"),
    *(f"commenter__{field}" for field in PERSON),
)


@dataclass(frozen=True, slots=True)
class Found:
    row: Comment
    passage: list[Piece]


class Comments(Kind):
    """Narrowed by the author and the category of their article, and by their own year."""

    name = "comments"
    title = _("Comments")
    template = "comments/_found_comment.html"

    def public(self, now: datetime, narrowing: Narrowing):
        comments = Comment.objects.approved().filter(visible_at(now, "discussion__article__"))
        if narrowing.author or narrowing.category:
            articles = Article.objects.narrowed(narrowing.author, narrowing.category)
            comments = comments.filter(discussion__article__in=articles)
        return comments.filter(posted_at__year=narrowing.year) if narrowing.year else comments

    def load(self, pks, words):
        return {
            comment.pk: Found(comment, passage(plain_text(comment.html), words))
            for comment in _comments(pks)
        }


_comments = CompiledByKeys(
    lambda pks: (
        Comment.objects.filter(pk__in=pks)
        .select_related("commenter", "discussion__article")
        .only(*SHOWN)
        .fetch_mode(FETCH_RAISE)
    ),
    MOST_SHOWN,
)

"""The feed of one article's comments."""

from django.utils.translation import gettext

from blog.models import Article
from content.addresses import absolute
from content.feeds import FEED_LENGTH, Channel, Entry

from ..models import Comment, Discussion


def comment_channel(article: Article, discussion: Discussion | None, *, path: str) -> Channel:
    """Return the latest approved comments, by the moment in which they became visible."""
    latest = []
    if discussion:
        approved = discussion.comments.approved().select_related("commenter").newest_first()
        latest = approved.defer("source", "facts")[:FEED_LENGTH]
    return Channel(
        title=gettext("Comments on “%(title)s”") % {"title": article.title},
        page_url=absolute(article.get_absolute_url()),
        feed_url=absolute(path),
        entries=[_entry(comment) for comment in latest],
    )


def _entry(comment: Comment) -> Entry:
    url = absolute(comment.get_absolute_url())
    return Entry(
        id=url,
        url=url,
        title=gettext("Comment by %(name)s") % {"name": comment.shown_name},
        html=comment.html,
        published_at=comment.visible_at,
        updated_at=comment.edited_at or comment.visible_at,
        authors=((comment.shown_name, ""),),
    )

"""Where a thread went that was joined into another; only an address that leads nowhere asks."""

from datetime import datetime

from blog.models import Article

from ..models import Comment, JoinedThread


def target_of(request, *, now: datetime) -> str | None:
    """Return where the comment stands that began the thread of ``?thread=``; None: nobody may know."""
    asked = request.GET.get("thread", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):  # a big integer
        return None
    joined = JoinedThread.objects.filter(pk=asked)
    began = Comment.objects.shown().filter(
        pk__in=joined.values("began_with"), discussion__article__in=Article.objects.visible(now)
    )
    comment = began.select_related("discussion__article").first()
    if comment is None or comment.discussion.article.get_absolute_url() != request.path:
        return None
    return comment.get_absolute_url()

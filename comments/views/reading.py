"""What readers see: permalinks, further answers, a feed; and the discussion as one visitor sees it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.feeds import feed
from content.shared import shared_page

from ..models import Comment
from ..moderation import quick
from ..people import identity
from ..reading import section, thread_views
from ..reading.feeds import comment_channel
from .addressed import shown_comment, visible_article


@shared_page(follows="comment", parameters=())
def comment_detail(request, pk):
    """The permalink: the comment as readers see it, wherever it stands now, with its surroundings."""
    comment = shown_comment(pk)
    return render(
        request,
        "comments/comment_detail.html",
        {
            "article": comment.discussion.article,
            "comment": comment,
            "view": thread_views.window(comment),
            "linked": comment.pk,
            "is_closed": _is_closed(comment.discussion),
        },
    )


@shared_page(follows="comment", parameters=("after",))
def comment_replies(request, pk):
    """
    The further answers of a thread: those after ``?after=<comment>``, in tree order.

    All from the first, where that comment is not shown (any more).
    """
    comment = shown_comment(pk)
    after = None
    if "after" in request.GET:
        thread = Comment.objects.filter(tree_id=comment.tree_id)
        after = section.shown_or_none(thread, request.GET["after"])
    return render(
        request,
        "comments/comment_replies.html",
        {
            "article": comment.discussion.article,
            "comment": comment,
            "view": thread_views.one_thread(comment.thread, after=after),
            "is_closed": _is_closed(comment.discussion),
        },
    )


@shared_page(follows="article", parameters=())
def comment_feed(request, slug, kind):
    """The latest comments under one article, for feed readers."""
    article = visible_article(slug, timezone.now())
    channel = comment_channel(article, section.discussion_of(article), path=request.path)
    return feed(kind, channel)


@never_cache
@require_safe
def mine(request, slug):
    """The discussion as this visitor sees it, with their own held comments in place."""
    now = timezone.now()
    article = visible_article(slug, now)
    commenter = identity.commenter_of(request)
    context = section.context(article, request.GET, now=now, reader=commenter)
    quick.offer(context, request.user)
    template = "comments/_discussion.html" if request.htmx else "comments/mine.html"
    return render(request, template, context)


def _is_closed(discussion) -> bool:
    return section.is_closed(discussion.article, discussion, now=timezone.now())

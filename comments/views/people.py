"""Who commented under an article, and what else the writer of a comment said there."""

from django.shortcuts import render
from django.utils import timezone

from content.shared import shared_page

from ..reading import commenters, section
from .addressed import approved_comment, visible_article


@shared_page(follows="article", parameters=("after",))
def commenter_list(request, slug):
    """Those whom "commenters" counts, in pages: all from the first, where ``?after=`` has gone."""
    article = visible_article(slug, timezone.now())
    discussion, page = section.discussion_of(article), None
    if discussion:
        after = None
        if "after" in request.GET:
            after = section.shown_or_none(discussion.participations, request.GET["after"])
        page = commenters.page_of_commenters(discussion, after=after)
    return render(request, "comments/commenter_list.html", {"article": article, "page": page})


@shared_page(follows="comment", parameters=("after",))
def commenter_comments(request, pk):
    """What the writer of this comment said in its discussion, with links to where it stands."""
    comment = approved_comment(pk)
    after = section.number(request.GET["after"]) if "after" in request.GET else None
    page = commenters.page_of_comments(comment, after=after)
    context = {"article": comment.discussion.article, "comment": comment, "page": page}
    return render(request, "comments/commenter_comments.html", context)

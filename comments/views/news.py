"""What readers are told while they read: that something is new, and the new comments themselves."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response

from content.shared import shared_page, wordless

from ..reading import news as news_of
from ..reading import section
from ..reading.figures import figures_of
from .addressed import visible_article


@wordless
@shared_page(follows="article", parameters=())  # ?since= is any number: never kept
def news(request, slug):
    """
    The comments that became visible since ``?since=``, as numbers; asked for once a minute.

    Where the discussion did not change, the answer is 304 for the price of one query.
    """
    article, moment = _asked(request, slug)
    discussion = section.discussion_of(article)
    etag = f'"{discussion.version if discussion else 0}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    told = news_of.told(discussion, moment) if _has_news(discussion, moment) else []
    return JsonResponse({"comments": told}, headers={"ETag": etag})


@wordless
@shared_page(follows="article", parameters=())  # ?since= is any number: never kept
def new_comments(request, slug):
    """The same comments as they are shown, for a script that puts each where it belongs."""
    article, moment = _asked(request, slug)
    discussion, now = section.discussion_of(article), timezone.now()
    if not _has_news(discussion, moment):
        return HttpResponse(status=204)
    threads = news_of.shown(discussion, moment)
    comments = [comment for view in threads for comment in view.comments]
    latest = max((comment.visible_at for comment in comments), default=moment)
    context = {
        "article": article,
        "discussion": discussion,
        "is_closed": section.is_closed(article, discussion, now=now),
        "threads": threads,
        "figures": figures_of(discussion),
        "asked_since": moment,
        "news_since": news_of.number_of(latest),
    }
    return render(request, "comments/_new_comments.html", context)


def _asked(request, slug):
    """Raises Http404: no such article, or no such moment."""
    article = visible_article(slug, timezone.now())
    try:
        moment = news_of.moment_of(section.number(request.GET.get("since", "")))
    except OverflowError:
        raise Http404 from None
    return article, moment


def _has_news(discussion, moment) -> bool:
    return bool(discussion and discussion.active_at and discussion.active_at > moment)

"""The discussion as part of a page: from the parameters of an address to what its template shows."""

from datetime import datetime

from django.http import Http404, QueryDict

from blog.models import Article

from . import editing, reading, rules
from .models import Comment, Commenter, CommentVersion, Discussion, Policy, Thread
from .models.comment import Status
from .orderings import DEFAULT, ORDERINGS, Ordering
from .submission import Submission, Terms

MAX_DIGITS = 18  # of a number in an address: what fits a database's big integer


def discussion_of(article: Article) -> Discussion | None:
    """Return the article's discussion, None before its first comment."""
    return getattr(article, "discussion", None)


def context(
    article: Article, params: QueryDict, *, now: datetime, reader: Commenter | None = None
) -> dict:
    """
    Return what ``comments/_discussion.html`` needs. ``reader``: whose held comments are shown too.

    Raises Http404: a parameter that names no order, no thread or no comment of this discussion.
    """
    discussion = discussion_of(article)
    ordering = _ordering(params)
    shown = {"article": article, "discussion": discussion, "ordering": ordering}
    shown |= {"orderings": ORDERINGS.values(), "is_private": reader is not None}
    shown["is_closed"] = is_closed(article, discussion, now=now)
    if discussion is None:
        return shown | {"threads": [], "is_empty": True}
    shown |= _threads(discussion, ordering, params, reader)
    if reader:
        _give_rights(shown, reader, now)
    shown["most_reacted"] = reading.most_reacted(discussion)
    shown["hottest"] = reading.hottest(discussion)
    shown["is_empty"] = not (shown["threads"] or shown.get("held_threads"))
    return shown


def is_closed(article: Article, discussion: Discussion | None, *, now: datetime) -> bool:
    """Whether no comment can be posted any more, by the very rule that would refuse it."""
    submission = Submission(
        is_discussion_closed=bool(discussion) and discussion.mode == Discussion.Mode.CLOSED,
        article_age=(now - article.published_at).days,
        discussion_closes_after=discussion and discussion.closes_after_days,
    )
    terms = Terms(closes_after=Policy.current().closes_after_days)
    return rules.closed(submission, terms) is not None


def number(value: str) -> int:
    """Return a primary key out of an address. Raises Http404: where it can be none."""
    if not (value.isascii() and value.isdecimal() and len(value) <= MAX_DIGITS):
        raise Http404
    return int(value)


def _threads(discussion, ordering: Ordering, params: QueryDict, reader) -> dict:
    if "thread" in params:
        thread = _thread(discussion.threads.shown(), params["thread"])
        return {"threads": [reading.one_thread(thread, reader=reader)], "only_thread": thread}
    after = shown_or_none(discussion.threads, params["after"]) if "after" in params else None
    page = reading.page(discussion, ordering=ordering, after=after, reader=reader)
    held = reading.held_threads(discussion, reader) if reader and not after else []
    found = {"threads": page.threads, "next_after": page.next_after, "held_threads": held}
    if reader and "posted" in params:
        found |= _posted(discussion, number(params["posted"]), reader, held + page.threads)
    return found


def _give_rights(shown: dict, reader: Commenter, now: datetime) -> None:
    """Say on each of the reader's own comments what they may do with it, and until when."""
    views = [*shown["threads"], *shown.get("held_threads", []), shown.get("posted_thread")]
    own = [
        comment
        for view in filter(None, views)
        for comment in view.comments
        if comment.commenter_id == reader.pk and comment.status != Status.WITHDRAWN
    ]
    pks, minutes = [comment.pk for comment in own], Policy.current().edit_minutes
    answered = editing.answered_of(pks)
    waiting = CommentVersion.objects.waiting().filter(comment__in=pks)
    rewordings = set(waiting.values_list("comment", flat=True))
    for comment in own:
        comment.is_own = True
        comment.has_waiting_wording = comment.is_approved and comment.pk in rewordings
        is_answered = comment.pk in answered
        if editing.is_editable(comment, is_answered=is_answered, minutes=minutes, now=now):
            comment.is_editable = True
            comment.editable_until = editing.editable_until(comment, minutes=minutes)


def shown_or_none(rows, value: str):
    """Return the row to go on from; None, which begins anew, where it is not shown (any more)."""
    return rows.shown().filter(pk=number(value)).first()


def _posted(discussion, pk: int, reader: Commenter, shown: list) -> dict:
    """Bring the comment just posted into view where the page does not show it anyway."""
    if any(comment.pk == pk for view in shown for comment in view.comments):
        return {"posted": pk}
    comment = Comment.objects.filter(discussion=discussion, commenter=reader, pk=pk).first()
    if comment is None:
        raise Http404
    return {"posted": pk, "posted_thread": reading.window(comment, reader=reader)}


def _ordering(params: QueryDict) -> Ordering:
    try:
        return ORDERINGS[params.get("order", DEFAULT)]
    except KeyError:
        raise Http404 from None


def _thread(threads, value: str) -> Thread:
    thread = threads.filter(pk=number(value)).first()
    if thread is None:
        raise Http404
    return thread

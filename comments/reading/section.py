"""The discussion as part of a page: from the parameters of an address to what its template shows."""

from datetime import datetime, timedelta

from django.http import Http404, QueryDict

from blog.models import Article

from ..judging import rules
from ..judging.submission import Submission, Terms
from ..models import Commenter, CommentVersion, Discussion, Policy, Thread
from ..models.comment import Status
from ..writing import editing
from . import news, own, thread_views
from .figures import figures_of
from .orderings import ORDERINGS, Ordering

ALL = "all"  # the one value of ?show=
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
    discussion, policy = discussion_of(article), Policy.current()
    ordering = _ordering(params, policy)
    shown = {"article": article, "discussion": discussion, "ordering": ordering}
    shown |= {"orderings": ORDERINGS.values(), "is_private": reader is not None}
    shown["is_closed"] = is_closed(article, discussion, now=now, policy=policy)
    if discussion is None:
        return shown | {"threads": [], "is_empty": True, "is_first_page": True}
    shown |= _threads(discussion, ordering, params, reader)
    if reader:
        _give_rights(shown, reader, now=now, minutes=policy.edit_minutes)
    shown |= {"figures": figures_of(discussion), "news_since": news.number_of(discussion.active_at)}
    shown["is_empty"] = not (shown["threads"] or shown.get("held_threads"))
    return shown


def is_closed(
    article: Article, discussion: Discussion | None, *, now: datetime, policy: Policy | None = None
) -> bool:
    """Whether no comment can be posted any more, by the very rule that would refuse it."""
    policy = policy or Policy.current()
    submission = Submission(
        is_discussion_closed=bool(discussion) and discussion.mode == Discussion.Mode.CLOSED,
        article_age=(now - article.published_at).days,
        discussion_closes_after=discussion and discussion.closes_after_days,
    )
    terms = Terms(closes_after=policy.closes_after_days)
    return rules.closed(submission, terms) is not None


def closings(now: datetime) -> list[datetime]:
    """Return the moments at which articles reach the age for closing, and before them the last one."""
    begun = Article.objects.filter(status=Article.Status.PUBLISHED)
    moments = begun.values_list("published_at", flat=True)
    found = []
    if days := Policy.current().closes_after_days:
        age = timedelta(days=days)
        passed = moments.filter(published_at__lte=now - age).order_by("-published_at")[:1]
        found = [moment + age for moment in [*passed, *moments.filter(published_at__gt=now - age)]]
    stricter = Discussion.objects.filter(closes_after_days__isnull=False)
    ages = stricter.values_list("article__published_at", "closes_after_days")
    return found + [moment + timedelta(days=days) for moment, days in ages if moment]


def number(value: str) -> int:
    """Return a primary key out of an address. Raises Http404: where it can be none."""
    if not (value.isascii() and value.isdecimal() and len(value) <= MAX_DIGITS):
        raise Http404
    return int(value)


def _threads(discussion, ordering: Ordering, params: QueryDict, reader) -> dict:
    if "thread" in params:
        thread = _thread(discussion.threads.shown(), params["thread"])
        found = {"threads": [thread_views.one_thread(thread, reader=reader)], "only_thread": thread}
    else:
        found = _page(discussion, ordering, params, reader)
    if reader:
        found |= own.brought_into_sight(
            discussion,
            reader,
            [*found.get("held_threads", []), *found["threads"]],
            posted=number(params["posted"]) if "posted" in params else None,
            is_beginning=found.get("is_first_page", False),
        )
    return found


def _page(discussion, ordering: Ordering, params: QueryDict, reader) -> dict:
    after = shown_or_none(discussion.threads, params["after"]) if "after" in params else None
    is_whole = _asks_for_all(params) and thread_views.can_show_whole(discussion)
    if is_whole:
        after, page = None, thread_views.whole(discussion, ordering=ordering, reader=reader)
    else:
        page = thread_views.page(discussion, ordering=ordering, after=after, reader=reader)
    held = thread_views.held_threads(discussion, reader) if reader and not after else []
    found = {"threads": page.threads, "next_after": page.next_after, "held_threads": held}
    found |= {"is_first_page": not after, "is_whole": is_whole}
    return found | _ways_to_all(discussion, page, params)


def _asks_for_all(params: QueryDict) -> bool:
    """Raises Http404: ``show`` says anything else."""
    if params.get("show", ALL) != ALL:
        raise Http404
    return "show" in params


def _ways_to_all(discussion: Discussion, page: thread_views.Page, params: QueryDict) -> dict:
    """Offer the whole discussion where a page leaves something out; say so where it is too large."""
    can_show = thread_views.can_show_whole(discussion)
    leaves_out = page.next_after or any(view.more_count > 0 for view in page.threads)
    return {
        "can_show_all": can_show and bool(leaves_out),
        "is_too_large_for_all": _asks_for_all(params) and not can_show,
        "all_at_most": thread_views.ALL_AT_MOST,
    }


def _give_rights(shown: dict, reader: Commenter, *, now: datetime, minutes: int) -> None:
    """Say on each of the reader's own comments what they may do with it, and until when."""
    views = [*shown["threads"], *shown.get("held_threads", []), *shown.get("own_threads", [])]
    mine = [
        comment
        for view in views
        for comment in [*view.comments, *view.further]
        if comment.commenter_id == reader.pk and comment.status != Status.WITHDRAWN
    ]
    pks = [comment.pk for comment in mine]
    answered = editing.answered_of(pks)
    waiting = CommentVersion.objects.waiting().filter(comment__in=pks)
    rewordings = set(waiting.values_list("comment", flat=True))
    for comment in mine:
        comment.is_own = True
        comment.has_waiting_wording = comment.is_approved and comment.pk in rewordings
        is_answered = comment.pk in answered
        if editing.is_editable(comment, is_answered=is_answered, minutes=minutes, now=now):
            comment.is_editable = True
            comment.editable_until = until = editing.editable_until(comment, minutes=minutes)
            comment.editable_seconds = until and int((until - now).total_seconds())


def shown_or_none(rows, value: str):
    """Return the row to go on from; None, which begins anew, where it is not shown (any more)."""
    return rows.shown().filter(pk=number(value)).first()


def _ordering(params: QueryDict, policy: Policy) -> Ordering:
    """The reader's choice stands in the address; without one, the owner's holds."""
    try:
        return ORDERINGS[params.get("order", policy.default_order)]
    except KeyError:
        raise Http404 from None


def _thread(threads, value: str) -> Thread:
    thread = threads.filter(pk=number(value)).first()
    if thread is None:
        raise Http404
    return thread

"""
The discussion as data: what a page shows, in order, in a bounded number of rows and queries.

A tree is drawn from a flat list, each comment with its depth; there is no recursion and no query per
comment (docs/decisions/0003).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import batched, chain
from operator import attrgetter, or_

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from blog.models import Article
from content.compiled import Compiled
from content.models import DRAWN

from ..models import Comment, Commenter, CommentVersion, Discussion, Reaction, Thread
from ..models.comment import Status
from ..people.moderators import moderators
from .orderings import Ordering

THREADS_A_PAGE = 20
REPLIES_AT_FIRST = 10  # answers shown of each thread before "Show more replies"
REPLIES_A_PAGE = 100  # of one thread, once its reader asked for them
ALL_AT_MOST = 500  # approved comments of a discussion that is offered, and shown, at once
WINDOW_BEFORE, WINDOW_AFTER = 5, 20  # comments around a permalink
OWN_HELD_SHOWN = 20  # of a writer's own threads that wait, and as many of their answers
PERSON = ("user", "is_member", "erased_at")  # what a shown name goes by
PORTRAIT = "user__author__portrait"
# What a page shows of a comment, or what may be done with it goes by; nothing else is read.
SHOWN = (
    *("discussion", "tree_id", "lft", "rght", "level", "parent", "in_reply_to", "commenter"),
    *("name", "html", "text_version", "status", "reaction_count"),
    *("posted_at", "visible_at", "edited_at"),
    *(f"commenter__{field}" for field in PERSON),
    *(f"commenter__{PORTRAIT}__{field}" for field in DRAWN),
    *(f"in_reply_to__{field}" for field in ("name", "status")),
    *(f"in_reply_to__commenter__{field}" for field in PERSON),
)


@dataclass(slots=True)
class ThreadView:
    """
    One thread as shown: its comments in tree order, and what is left out.

    ``further``: of those left out, the ones that their writer has to find all the same.
    """

    thread: Thread
    comments: list[Comment] = field(default_factory=list)
    more_count: int = 0
    further: list[Comment] = field(default_factory=list)

    @property
    def last(self) -> Comment:
        return self.comments[-1]


@dataclass(slots=True)
class Page:
    """Threads in order; ``next_after`` is the thread to go on from, None on the last page."""

    threads: list[ThreadView]
    ordering: Ordering
    next_after: int | None = None


def page(
    discussion: Discussion, *, ordering: Ordering, after: Thread | None = None, reader=None
) -> Page:
    """Return a page of threads. ``reader``: the Commenter who also sees their own held answers."""
    if after or reader:
        rows = list(_page_of_threads(discussion.pk, ordering, after=after, reader=reader))
    else:
        rows = _first_threads(ordering)(discussion.pk)
    is_last = len(rows) <= THREADS_A_PAGE
    rows = rows[:THREADS_A_PAGE]
    return Page(
        threads=_with_first_comments(rows, reader),
        ordering=ordering,
        next_after=None if is_last else rows[-1].pk,
    )


def _page_of_threads(discussion: int, ordering: Ordering, *, after=None, reader=None):
    """Return one more than a page shows, each with where it is cut, as a queryset."""
    threads = ordering.arrange(Thread.objects.shown().filter(discussion=discussion))
    if after:
        threads = ordering.after(threads, after)
    return threads.annotate(further_edge=_further_edge(reader))[: THREADS_A_PAGE + 1]


@cache
def _first_threads(ordering: Ordering) -> Compiled:
    return Compiled(lambda discussion: _page_of_threads(discussion, ordering))


def whole(discussion: Discussion, *, ordering: Ordering, reader=None) -> Page:
    """Return all threads with all of their comments. Only where ``can_show_whole`` says so."""
    threads = ordering.arrange(discussion.threads.shown())
    views = {thread.pk: ThreadView(thread) for thread in threads}
    comments = Comment.objects.readable_by(reader).filter(tree_id__in=views)
    return Page(filled(views, for_display(comments.order_by(), reader)), ordering)


def can_show_whole(discussion: Discussion) -> bool:
    return discussion.approved_count <= ALL_AT_MOST


def held_threads(discussion: Discussion, commenter: Commenter) -> list[ThreadView]:
    """Return this writer's own threads that nobody else sees yet, latest first."""
    roots = (
        discussion.comments.filter(commenter=commenter, level=0)
        .exclude(Q(thread__approved_count__gt=0) | Q(status=Status.WITHDRAWN))
        .order_by("-posted_at", "-pk")[:OWN_HELD_SHOWN]
    )
    roots = list(for_display(roots, commenter))
    threads = Thread.objects.in_bulk({root.tree_id for root in roots})
    return [ThreadView(threads[root.tree_id], [root]) for root in roots]


def own_answers(
    discussion: Discussion, commenter: Commenter, *, without: set[int], posted: int | None
) -> list[Comment]:
    """Return this writer's answers that nobody else sees yet, and the one just posted; latest first."""
    held = ~Q(status__in=[Status.APPROVED, Status.WITHDRAWN])
    own = discussion.comments.filter(commenter=commenter, level__gt=0).exclude(pk__in=without)
    answers = own.filter(held | Q(pk=posted)).order_by("-pk")
    return list(for_display(answers, commenter)[:OWN_HELD_SHOWN])


def one_thread(thread: Thread, *, after: Comment | None = None, reader=None) -> ThreadView:
    """Return a page of one thread: from its beginning, or what follows ``after``."""
    comments = Comment.objects.readable_by(reader).filter(tree_id=thread.pk)
    if after:
        comments = comments.filter(lft__gt=after.lft)
    rows = list(for_display(comments.order_by("lft"), reader)[: REPLIES_A_PAGE + 1])
    more = comments.count() - REPLIES_A_PAGE if len(rows) > REPLIES_A_PAGE else 0
    return ThreadView(thread, rows[:REPLIES_A_PAGE], more)


def window(comment: Comment, reader=None) -> ThreadView:
    """Return ``comment`` with its ancestors and its neighbours in the thread around it."""
    thread = Comment.objects.readable_by(reader).filter(tree_id=comment.tree_id)
    before = thread.filter(lft__lt=comment.lft).order_by("-lft")
    near = before.values_list("pk", flat=True)[:WINDOW_BEFORE]
    following = thread.filter(lft__gte=comment.lft).order_by("lft")
    shown = [*near, *following.values_list("pk", flat=True)[: WINDOW_AFTER + 1]]
    ancestors = Q(lft__lt=comment.lft, rght__gt=comment.rght)
    near_or_above = thread.filter(Q(pk__in=shown) | ancestors)
    rows = list(for_display(near_or_above.order_by("lft"), reader))
    more = following.count() - WINDOW_AFTER - 1
    return ThreadView(comment.thread, rows, max(more, 0))


def _with_first_comments(threads: list[Thread], reader: Commenter | None) -> list[ThreadView]:
    if not threads:
        return []
    views = {thread.pk: ThreadView(thread) for thread in threads}
    short = [thread.pk for thread in threads if thread.further_edge is None]
    long = [
        (thread.pk, thread.further_edge) for thread in threads if thread.further_edge is not None
    ]
    if reader:
        comments = _first_comments(short, long, reader)
    else:
        # As many numbers as on any page with as many long threads, so that few statements are compiled.
        short += short[:1] * (THREADS_A_PAGE - len(threads))
        comments = _first_comments_by(len(short), len(long))(*short, *chain(*long))
    for view in filled(views, comments):
        below = sum(comment.level > 0 and comment.is_approved for comment in view.comments)
        view.more_count = view.thread.reply_count - below
    return list(views.values())


def _first_comments(short: list[int], long: list[tuple[int, int]], reader: Commenter | None = None):
    """
    Return the first comments of threads, as ranges of an index: of the long ones up to their edge.

    A window over whole threads would read all of each; a subquery makes PostgreSQL read all comments.
    """
    ranges = (Q(tree_id=pk, lft__lt=edge) for pk, edge in long)
    first = reduce(or_, ranges, Q(tree_id__in=short))
    return for_display(Comment.objects.readable_by(reader).filter(first).order_by(), reader)


@cache
def _first_comments_by(short_count: int, long_count: int) -> Compiled:
    def make(*numbers: int):
        short, rest = numbers[:short_count], numbers[short_count:]
        return _first_comments(list(short), list(batched(rest, 2, strict=True)))

    return Compiled(make)


def _further_edge(reader: Commenter | None) -> Subquery:
    """Return where in a thread the first comment stands that its page leaves out; null where none is."""
    readable = Comment.objects.readable_by(reader).filter(tree_id=OuterRef("pk")).order_by("lft")
    return Subquery(readable.values("lft")[1 + REPLIES_AT_FIRST :][:1])


def filled(views: dict[int, ThreadView], comments: Iterable[Comment]) -> list[ThreadView]:
    """
    Put these comments, in tree order, where they belong.

    They are ordered here: PostgreSQL could take the order for a reason to walk through a whole index.
    """
    for comment in sorted(comments, key=attrgetter("lft")):
        views[comment.tree_id].comments.append(comment)
    return list(views.values())


def for_display(comments, reader: Commenter | None = None):
    """With all that one comment shows, so that showing it asks for nothing more."""
    own = Reaction.objects.filter(comment=OuterRef("pk"), commenter=reader)
    reworded = CommentVersion.objects.filter(
        comment=OuterRef("pk"), number=OuterRef("text_version"), editor__isnull=False
    )
    return (
        comments.select_related("commenter__user__author__portrait", "in_reply_to__commenter")
        .annotate(
            **_roles(),
            is_edited_by_moderator=Q(edited_at__isnull=False) & Exists(reworded),
            own_reaction=Subquery(own.values("kind")[:1]) if reader else Value(""),
            is_tombstone=Case(
                When(status=Status.APPROVED, then=False),
                When(Q(commenter=reader) & ~Q(status=Status.WITHDRAWN), then=False),
                default=True,
            ),
        )
        .only(*SHOWN)
        .fetch_mode(models.FETCH_RAISE)
    )


@cache
def _roles() -> dict[str, Exists]:
    """As whom somebody speaks. Made once, since that costs as much as a query; each takes a copy."""
    staff = moderators().filter(pk=OuterRef("commenter__user"))
    bylines = Article.authors.through.objects.filter(
        article=OuterRef("discussion__article"), author__user=OuterRef("commenter__user")
    )
    return {"is_by_moderator": Exists(staff), "is_by_author": Exists(bylines)}

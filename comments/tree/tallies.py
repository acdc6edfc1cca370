"""
Stored counts, kept true in the transaction that changes what they count.

Threads are bounded, so theirs are read anew from their comments; a discussion is not, so its own move
by the difference. ``recount`` builds all of them from nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from ..models import Comment, Discussion, Follow, Participation, Reaction, Thread
from ..models.comment import Status

APPROVED = Q(status=Status.APPROVED)
STATUS_FIELDS = {status: f"{status}_count" for status in Status.values}
DISCUSSION_FIELDS = (
    *STATUS_FIELDS.values(),
    "thread_count",
    "reply_count",
    "commenter_count",
    "article_reaction_count",
    "active_at",
    "version",
)
BATCH = 500  # rows a statement


@dataclass(frozen=True, slots=True)
class Change:
    """One comment's way from status to status: ``before`` is None for a new one, ``after`` for a gone one."""

    comment_id: int
    discussion_id: int
    tree_id: int
    commenter_id: int
    before: str | None
    after: str | None

    @classmethod
    def of(cls, comment: Comment, *, before: str | None, after: str | None) -> "Change":
        place = (comment.pk, comment.discussion_id, comment.tree_id, comment.commenter_id)
        return cls(*place, before, after)

    @property
    def approvals(self) -> int:
        return (self.after == Status.APPROVED) - (self.before == Status.APPROVED)

    @property
    def may_be_tombstone(self) -> bool:
        """Whether it is shown at the most for what is below it; what is new or gone has nothing there."""
        return bool(self.before and self.after and not self.approvals)


def record(changes: Iterable[Change], discussions: dict[int, Discussion]) -> None:
    """Bring every tally up to date with ``changes``, already stored, in these locked discussions."""
    changes = list(changes)
    _move_statuses(changes, discussions)
    _move_shown(*_refresh_threads({change.tree_id for change in changes}), discussions)
    _move_commenters(changes, discussions)
    for pk, active_at in _latest_visible(discussions):
        discussions[pk].active_at = active_at
    for pk in _seen_by_readers(changes):
        discussions[pk].version += 1
    Discussion.objects.bulk_update(discussions.values(), DISCUSSION_FIELDS, batch_size=BATCH)


def _seen_by_readers(changes: list[Change]) -> set[int]:
    """
    Return the discussions in which readers see any of it: what appears or goes, and tombstones' words.

    A wave of held comments that comes, or is called spam, so leaves every kept page as it is.
    """
    quiet = [change.comment_id for change in changes if change.may_be_tombstone]
    tombstones = Comment.objects.filter(pk__in=quiet).tombstones()
    seen = {change.discussion_id for change in changes if change.approvals}
    return seen.union(tombstones.values_list("discussion", flat=True) if quiet else ())


def record_move(thread_ids: Iterable[int], discussion: Discussion) -> None:
    """Bring the tallies up to date after comments went from one of these threads to another."""
    _move_shown(*_refresh_threads(set(thread_ids)), {discussion.pk: discussion})
    discussion.version += 1
    discussion.save(update_fields=["thread_count", "reply_count", "version"])


def record_reaction(discussion: Discussion, comment: Comment | None) -> None:
    """Count the reactions to this comment (None: to the article) anew, in its locked discussion."""
    if comment:
        Comment.objects.filter(pk=comment.pk).update(reaction_count=reactions())
        Thread.objects.filter(pk=comment.tree_id).update(**thread_tallies())
    else:
        discussion.article_reaction_count = _article_reactions(discussion)
    discussion.version += 1
    discussion.save(update_fields=["article_reaction_count", "version"])


def record_people(people: Iterable[int], discussions: dict[int, Discussion]) -> None:
    """Count anew what these people said in locked discussions, whose ``commenter_count`` is set alone."""
    whose = {"discussion__in": discussions, "commenter__in": people}
    rows = Participation.objects.filter(**whose)
    for place in rows.shown().values_list("discussion", flat=True):
        discussions[place].commenter_count -= 1
    _count_anew(rows, Comment.objects.filter(**whose))
    for place in rows.shown().values_list("discussion", flat=True):
        discussions[place].commenter_count += 1


def record_followers(discussion_ids: Iterable[int]) -> None:
    """Count the followers of these locked discussions anew."""
    rows = Follow.objects.in_discussions().filter(discussion=OuterRef("pk")).order_by()
    counted = rows.values("discussion").annotate(count=Count("commenter", distinct=True))
    count = Coalesce(Subquery(counted.values("count")), 0)
    chosen = Discussion.objects.filter(pk__in=set(discussion_ids))
    chosen.update(follower_count=count, version=F("version") + 1)


def reactions() -> Coalesce:
    """Return what the tally of reactions of a Comment should be, as an expression."""
    rows = Reaction.objects.filter(comment=OuterRef("pk")).order_by()
    counted = rows.values("comment").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _article_reactions(discussion: Discussion) -> int:
    return Reaction.objects.filter(discussion=discussion, comment=None).count()


def thread_tallies() -> dict[str, Coalesce | Subquery]:
    """Return what each tally of a Thread should be, as expressions over its comments."""
    comments = Comment.objects.filter(tree_id=OuterRef("pk")).order_by()
    approved = comments.filter(APPROVED)
    top = approved.filter(reaction_count__gt=0).order_by("-reaction_count", "-pk")
    return {
        "stored_count": _count(comments),
        "pending_count": _count(comments.filter(status=Status.PENDING)),
        "approved_count": _count(approved),
        "reply_count": _count(approved.filter(level__gt=0)),
        "visible_at": Subquery(approved.order_by("visible_at").values("visible_at")[:1]),
        "active_at": Subquery(approved.order_by("-visible_at").values("visible_at")[:1]),
        "top_comment_id": Subquery(top.values("pk")[:1]),
        "top_reaction_count": Coalesce(Subquery(top.values("reaction_count")[:1]), 0),
    }


def _count(comments) -> Coalesce:
    counted = comments.values("tree_id").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def recount(discussion: Discussion) -> None:
    """Build every tally of this locked discussion from its comments and reactions alone."""
    miscounted(discussion).update(reaction_count=reactions())
    discussion.threads.update(**thread_tallies())
    _count_anew(discussion.participations.all(), discussion.comments.all())
    for field, value in expected_of(discussion).items():
        setattr(discussion, field, value)
    discussion.version += 1
    discussion.save(update_fields=[*DISCUSSION_FIELDS, "follower_count"])


def miscounted(discussion: Discussion):
    """Return the comments whose tally of reactions is wrong, as a queryset."""
    comments = Comment.objects.filter(discussion=discussion).alias(right_count=reactions())
    return comments.exclude(reaction_count=F("right_count"))


def expected_of(discussion: Discussion) -> dict:
    """Return what the discussion's own tallies should be, given right ones of its threads."""
    comments = Comment.objects.filter(discussion=discussion)
    by_status = dict(comments.order_by().values_list("status").annotate(count=Count("pk")))
    shown = discussion.threads.shown()
    return {
        **{field: by_status.get(status, 0) for status, field in STATUS_FIELDS.items()},
        "thread_count": shown.count(),
        "reply_count": shown.aggregate(sum=Sum("reply_count"))["sum"] or 0,
        "commenter_count": comments.filter(APPROVED).aggregate(
            count=Count("commenter", distinct=True)
        )["count"],
        "article_reaction_count": _article_reactions(discussion),
        "follower_count": discussion.follows.in_discussions().aggregate(
            count=Count("commenter", distinct=True)
        )["count"],
        "active_at": shown.aggregate(latest=Max("active_at"))["latest"],
    }


def _refresh_threads(pks: set[int]) -> tuple[dict[int, Thread], dict[int, Thread]]:
    """Store the tallies of these threads; return the rows as they were and as they are."""
    before = Thread.objects.in_bulk(pks)
    Thread.objects.filter(pk__in=pks).update(**thread_tallies())
    return before, Thread.objects.in_bulk(pks)


def _move_statuses(changes: list[Change], discussions: dict[int, Discussion]) -> None:
    for change in changes:
        for status, by in ((change.before, -1), (change.after, 1)):
            if status:
                _add(discussions[change.discussion_id], STATUS_FIELDS[status], by)


def _move_shown(
    before: dict[int, Thread], after: dict[int, Thread], discussions: dict[int, Discussion]
) -> None:
    for pk, thread in after.items():
        discussion = discussions[thread.discussion_id]
        _add(discussion, "thread_count", thread.is_shown - before[pk].is_shown)
        _add(discussion, "reply_count", thread.reply_count - before[pk].reply_count)


def _move_commenters(changes: list[Change], discussions: dict[int, Discussion]) -> None:
    """Store how many comments of each status a commenter has, and count those who came or went."""
    moved = defaultdict(Counter)
    for change in changes:
        for status, by in ((change.before, -1), (change.after, 1)):
            if status:
                moved[change.discussion_id, change.commenter_id][STATUS_FIELDS[status]] += by
    rows = _participations(moved)
    for key, counts in moved.items():
        was_counted = bool(rows[key].approved_count)
        for field, by in counts.items():
            _add(rows[key], field, by)
        _add(discussions[key[0]], "commenter_count", bool(rows[key].approved_count) - was_counted)
    fields = {field for counts in moved.values() for field in counts}
    Participation.objects.bulk_update(
        [rows[key] for key in moved], sorted(fields), batch_size=BATCH
    )


def _participations(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Participation]:
    """Return those of these commenters in these discussions; who is new there gets one."""
    places, people = {place for place, _ in keys}, {person for _, person in keys}
    found = Participation.objects.filter(discussion__in=places, commenter__in=people)
    rows = {(row.discussion_id, row.commenter_id): row for row in found}
    new = [Participation(discussion_id=d, commenter_id=c) for d, c in keys if (d, c) not in rows]
    Participation.objects.bulk_create(new)
    return rows | {(row.discussion_id, row.commenter_id): row for row in new}


def _add(row, field: str, by: int) -> None:
    setattr(row, field, getattr(row, field) + by)


def expected_participations(discussion: Discussion) -> dict[int, dict[str, int]]:
    """Return for everybody who ever commented in this discussion what their tallies should be."""
    comments = Comment.objects.filter(discussion=discussion).order_by()
    rows = comments.values("commenter").annotate(**_by_status())
    return {row.pop("commenter"): row for row in rows}


def _by_status() -> dict[str, Count]:
    return {field: Count("pk", filter=Q(status=status)) for status, field in STATUS_FIELDS.items()}


def _count_anew(rows, comments) -> None:
    """
    Store what these participations should be, given the comments that they count.

    A row stays, even of who has nothing there any more: its key says who came first, and they may be
    parted again. Who has none yet gets one, in the order of their first comments.
    """
    fields = list(STATUS_FIELDS.values())
    rows.update(**dict.fromkeys(fields, 0))
    counted = comments.order_by().values("discussion_id", "commenter_id")
    counted = counted.annotate(first=Min("pk"), **_by_status()).order_by("first")
    Participation.objects.bulk_create(
        [Participation(**{name: row[name] for name in row if name != "first"}) for row in counted],
        update_conflicts=True,
        unique_fields=["discussion", "commenter"],
        update_fields=fields,
        batch_size=BATCH,
    )


def _latest_visible(discussions: dict[int, Discussion]):
    """Return (discussion, moment of its latest approved comment); the index on both serves it."""
    latest = Comment.objects.filter(APPROVED, discussion=OuterRef("pk")).newest_first()
    rows = Discussion.objects.filter(pk__in=discussions).order_by()
    return rows.values_list("pk", Subquery(latest.values("visible_at")[:1]))

"""The queue's entries: each comment with all that its moderator needs, in a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Count, Sum

from content.differences import difference

from ...judging.rules import label_of
from ...models import Comment, CommenterNote, CommentVersion, Decision, Discussion, Report
from ...models.comment import Status
from .choice import TABS, Choice, cursor

ENTRIES_A_PAGE = 25
NOTES_SHOWN = 3  # on a person, the latest; all stand on their page
BRANCH = 200  # comments of a branch shown and approved at once
UNTALLIED = ("reported", "reworded")  # tabs whose comments are counted by an index of their own
NOT_SHOWN = (
    "facts",
    "in_reply_to__facts",
    "in_reply_to__source",
    "discussion__article__source",
    "discussion__article__html",
)


@dataclass(slots=True)
class Entry:
    """A comment for its moderator. ``counts``: its writer's comments by status, this one among them."""

    comment: Comment
    counts: Counter = field(default_factory=Counter)
    reports: list[Report] = field(default_factory=list)
    decision: Decision | None = None
    waiting: CommentVersion | None = None
    notes: list[CommenterNote] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """What a form sends back, so that a decision holds for what was shown alone."""
        comment = self.comment
        return f"{comment.pk} {comment.status} {comment.text_version}"

    @property
    def pieces(self) -> list:
        """How the wording that waits differs from the one that is shown."""
        return difference(self.comment.source, self.waiting.source) if self.waiting else []

    @property
    def rule_label(self):
        return label_of(self.comment.held_by)

    @property
    def approved_count(self) -> int:
        return self.counts[Status.APPROVED]

    @property
    def rejected_count(self) -> int:
        return self.counts[Status.REJECTED] + self.counts[Status.SPAM]

    @property
    def others_pending_count(self) -> int:
        return self.counts[Status.PENDING] - (self.comment.status == Status.PENDING)


@dataclass(slots=True)
class QueuePage:
    """``next_after`` names where the next page begins, "" on the last one."""

    entries: list[Entry]
    next_after: str = ""
    is_search_bounded: bool = False


def page(choice: Choice, user, *, after: str = "") -> QueuePage:
    rows = list(shown(choice.page(user, after=after))[: ENTRIES_A_PAGE + 1])
    some = rows[:ENTRIES_A_PAGE]
    if len(rows) > len(some):
        return QueuePage(_entries(some), cursor(some[-1], choice.order.columns))
    rest = choice.search_goes_on_after(user, after=after) if choice.q else ""
    return QueuePage(_entries(some), rest, is_search_bounded=bool(rest))


def entry(pk: int, user) -> Entry | None:
    """Return one entry; None where there is no such comment, or it is not this user's to decide on."""
    rows = list(shown(Comment.objects.moderated_by(user).filter(pk=pk)))
    return _entries(rows)[0] if rows else None


def branch(comment: Comment) -> list[Comment]:
    """Return the comments above this one, itself and those below it, in tree order."""
    thread = Comment.objects.filter(tree_id=comment.tree_id)
    above = thread.filter(lft__lt=comment.lft, rght__gt=comment.rght)
    below = thread.filter(lft__gte=comment.lft, rght__lte=comment.rght).order_by("lft")
    return [*shown(above.order_by("lft")), *shown(below)[:BRANCH]]


def tabs(choice: Choice, user) -> list[dict]:
    """Return each tab with its number of comments: sums of tallies, open reports, waiting wordings."""
    counts = _sums(choice, user)
    for name in UNTALLIED:
        found = Choice(tab=name, article=choice.article).comments(user)
        counts[name] = found.order_by().count()
    return [
        {"tab": tab, "count": counts[tab.name], "is_here": tab.name == choice.tab}
        for tab in TABS.values()
        if counts[tab.name]
        or tab.name != "reworded"
        or choice.tab == "reworded"  # rare: no empty tab
    ]


def tallied(choice: Choice, user) -> int | None:
    """Return how many are chosen where the tallies know it, None where filters hide that."""
    if set(choice.filters) - {"article"} or choice.tab in UNTALLIED:
        return None
    return _sums(choice, user)[choice.tab]


def _sums(choice: Choice, user) -> dict[str, int]:
    discussions = Discussion.objects.moderated_by(user)
    discussions = Discussion.objects.all() if discussions is None else discussions
    if choice.article:
        discussions = discussions.filter(pk=choice.article)
    sums = discussions.aggregate(
        **{f"sum_{status}": Sum(f"{status}_count", default=0) for status in Status.values}
    )
    counts = {status: sums[f"sum_{status}"] for status in Status.values}
    return counts | {"all": sum(counts.values())}


def shown(comments):
    """With all that an entry shows of its comment, so that showing it asks for nothing more."""
    related = ("commenter__user", "discussion__article", "in_reply_to__commenter")
    return comments.select_related(*related).defer(*NOT_SHOWN).fetch_mode(models.FETCH_RAISE)


def _entries(comments: list[Comment]) -> list[Entry]:
    pks = [comment.pk for comment in comments]
    people = {comment.commenter_id for comment in comments}
    counts, notes = _counts(people), _notes(people)
    reports, decisions = defaultdict(list), {}
    for report in Report.objects.open().filter(comment__in=pks).order_by("pk"):
        reports[report.comment_id].append(report)
    rows = Decision.objects.filter(comment__in=pks, action=Decision.Action.STATUS)
    for decision in rows.select_related("decided_by").order_by("pk"):
        decisions[decision.comment_id] = decision
    versions = CommentVersion.objects.waiting().filter(comment__in=pks).order_by("number")
    waiting = {version.comment_id: version for version in versions}
    return [
        Entry(
            comment=each,
            counts=counts[each.commenter_id],
            reports=reports[each.pk],
            decision=decisions.get(each.pk),
            waiting=waiting.get(each.pk),
            notes=notes[each.commenter_id][:NOTES_SHOWN],
        )
        for each in comments
    ]


def _notes(commenters: set[int]) -> dict[int, list[CommenterNote]]:
    """Return what moderators noted on these people, the latest first."""
    notes = defaultdict(list)
    rows = CommenterNote.objects.filter(commenter__in=commenters).select_related("author")
    for note in rows.order_by("-written_at", "-pk"):
        notes[note.commenter_id].append(note)
    return notes


def _counts(commenters: set[int]) -> dict[int, Counter]:
    counts = defaultdict(Counter)
    rows = Comment.objects.filter(commenter__in=commenters).order_by()
    for commenter, status, count in rows.values_list("commenter", "status").annotate(Count("pk")):
        counts[commenter][status] = count
    return counts

"""A dry run: what other terms would have made of the latest decided comments. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import Comment, CommentVersion, Decision
from ..models.comment import Status
from .rules import judge
from .submission import Judgement, Submission, Terms, Verdict

LATEST = 500  # comments judged again: some weeks of a lively site, a second's work
DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)
LISTED = 50  # comments named of each kind of difference; the rest are counted


@dataclass(frozen=True, slots=True)
class Difference:
    """One comment that would fare otherwise. ``by_moderator``: a person decided on it, not a rule."""

    comment: Comment
    before: Judgement
    after: Judgement
    by_moderator: bool


@dataclass(slots=True)
class Group:
    """The comments that would fare otherwise in one way."""

    differences: list[Difference] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.differences)

    @property
    def approved_count(self) -> int:
        """Of these, moderators had approved."""
        return self._count({Status.APPROVED})

    @property
    def rejected_count(self) -> int:
        """Of these, moderators had rejected or marked as spam."""
        return self._count({Status.REJECTED, Status.SPAM})

    @property
    def listed(self) -> list[Difference]:
        return self.differences[:LISTED]

    @property
    def unlisted_count(self) -> int:
        return max(self.count - LISTED, 0)

    def _count(self, statuses: set[str]) -> int:
        return sum(one.by_moderator and one.comment.status in statuses for one in self.differences)


@dataclass(slots=True)
class Effect:
    """What would appear no longer by itself, what newly would, and what would be kept back otherwise."""

    judged_count: int = 0
    newly_kept_back: Group = field(default_factory=Group)
    newly_let_through: Group = field(default_factory=Group)
    otherwise: Group = field(default_factory=Group)


def effect(*, before: Terms, after: Terms) -> Effect:
    """Judge the LATEST decided comments by both terms, from the facts that the rules saw then."""
    comments = list(_decided())
    wordings, decided = _first_wordings(comments), _decided_by_moderators(comments)
    found = Effect(judged_count=len(comments))
    for comment in comments:
        source, html = wordings.get(comment.pk, (comment.source, comment.html))
        text = f"{comment.name}\n{source}"
        submission = Submission.of_facts(comment.facts, text=text, html=html)
        was, would = judge(submission, before), judge(submission, after)
        if group := _group(found, was, would):
            by_moderator = comment.pk in decided
            group.differences.append(Difference(comment, was, would, by_moderator))
    return found


def _group(found: Effect, was: Judgement, would: Judgement) -> Group | None:
    if was.verdict == would.verdict:
        return None
    if was.verdict == Verdict.PUBLISH:
        return found.newly_kept_back
    return found.newly_let_through if would.verdict == Verdict.PUBLISH else found.otherwise


def _decided() -> Iterable[Comment]:
    rows = Comment.objects.filter(status__in=DECIDED).exclude(facts={})
    return rows.select_related("discussion__article").order_by("-pk")[:LATEST]


def _first_wordings(comments: list[Comment]) -> dict[int, tuple[str, str]]:
    """Return the text and HTML that the rules saw, of comments that were edited since."""
    edited = [comment.pk for comment in comments if comment.text_version > 1]
    rows = CommentVersion.objects.filter(comment__in=edited, number=1)
    return {
        pk: (source, html) for pk, source, html in rows.values_list("comment", "source", "html")
    }


def _decided_by_moderators(comments: list[Comment]) -> set[int]:
    rows = Decision.objects.filter(
        comment__in=comments, action=Decision.Action.STATUS, decided_by__isnull=False
    )
    return set(rows.values_list("comment_id", flat=True))

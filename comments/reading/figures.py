"""What the bar under the form says beside the discussion's tallies: where it leads, and who spoke last."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import OuterRef, Subquery

from content.compiled import Compiled
from content.models import DRAWN

from ..models import Comment, Discussion, Thread
from .orderings import ORDERINGS

FACES_SHOWN = 5
FACES_AMONG = 25  # latest comments: a few talkative people can leave fewer faces than five
FOR_A_FACE = (
    "discussion",
    "name",
    "commenter__erased_at",
    "commenter__is_member",
    *(f"commenter__user__author__portrait__{field}" for field in DRAWN),
)


@dataclass(slots=True)
class Figures:
    """
    ``most_reacted``: the approved comment with the most reactions, the newest of several; None at zero.
    ``hottest``: the first comment of the shown thread with the most replies; None where none has any.
    ``faces``: the latest comment of each of the last commenters, latest first.
    """

    most_reacted: Comment | None = None
    hottest: Comment | None = None
    faces: list[Comment] = field(default_factory=list)


def figures_of(discussion: Discussion) -> Figures:
    """Return them in two queries, each of which reads a few entries of an index."""
    [row] = _leading_to(discussion.pk)
    most_reacted, hottest = (pk and Comment(pk=pk) for pk in row)
    return Figures(most_reacted, hottest, _faces(discussion))


@Compiled
def _leading_to(discussion: int):
    found = Discussion.objects.filter(pk=discussion)
    return found.values_list(Subquery(_most_reacted()), Subquery(_first_of_hottest()))


def _most_reacted():
    reacted = Comment.objects.approved().filter(discussion=OuterRef("pk"), reaction_count__gt=0)
    return reacted.order_by("-reaction_count", "-pk").values("pk")[:1]


def _first_of_hottest():
    """The hottest thread, pinned or not, then the comment that began it."""
    answered = Thread.objects.filter(discussion=OuterRef(OuterRef("pk")), reply_count__gt=0)
    hottest = answered.order_by(*ORDERINGS["hottest"].columns).values("pk")[:1]
    return Comment.objects.filter(level=0, tree_id=Subquery(hottest)).values("pk")


def _faces(discussion: Discussion) -> list[Comment]:
    faces = {}
    for comment in _latest(discussion.pk):
        faces.setdefault(comment.commenter_id, comment)
    return list(faces.values())[:FACES_SHOWN]


@Compiled
def _latest(discussion: int):
    latest = Comment.objects.approved().filter(discussion=discussion).newest_first()
    shown = latest.select_related("commenter__user__author__portrait").only(*FOR_A_FACE)
    return shown.fetch_mode(models.FETCH_RAISE)[:FACES_AMONG]

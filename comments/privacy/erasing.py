"""
Erasing, which cannot be undone: single comments, and a person with all that they left here.

What was answered is never torn out of its tree: it is emptied and keeps its place.
"""

import uuid
from datetime import datetime
from itertools import batched

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommenterNote,
    CommentVersion,
    Confirmation,
    Decision,
    Discussion,
    Follow,
    Reaction,
    Report,
    Told,
)
from ..models.comment import Status
from ..moderation.decisions import Seen, decide
from ..people.following import unfollow
from ..tree import tallies, trees

BATCH = 500  # comments a transaction: short enough that nobody waits noticeably for the lock
RULE = "erased"  # in the log, for the change of status that comes with it
EMPTY = {
    "name": "",
    "email": "",
    "is_to_be_told": False,
    "source": "",
    "html": "",
    "held_match": "",
    "facts": {},
    "network_hash": None,
    "submission_key": None,
}


@transaction.atomic
def delete_comment(comment: Comment, *, by, now: datetime) -> bool:
    """
    Delete the comment with its wordings, reactions and reports; empty it where it was answered.

    Return False where it is gone, or nothing is left but its place.
    """
    discussions = trees.hold([comment.discussion_id])
    found = Comment.objects.filter(pk=comment.pk).first()
    if found is None:
        return False
    if change := trees.uproot(found.pk):
        tallies.record([change], discussions)
        trees.clear_away([change.tree_id])
        _log([found], by, now, uuid.uuid4())
    elif not found.is_emptied:
        _empty([found.pk], by, now, uuid.uuid4())
    return bool(change) or not found.is_emptied


def erase_commenter(commenter: Commenter, *, by, now: datetime) -> int:
    """
    Empty a person's row and all their comments, for good; return how many comments were left to empty.

    Whoever was merged into them goes with them. Their cookie and account lead to nobody from the first
    moment on, so nothing can be added. In batches, each true in itself: broken off in the middle, the
    same call goes on where it stopped (``housekeeping.finish_erasures``).
    """
    people, batch = commenter.rows(), uuid.uuid4()
    for pk in people:  # one a statement: no two rows are ever waited for at once
        Commenter.objects.filter(pk=pk).update(
            name="",
            verified_email=None,
            token=None,
            user=None,
            erased_at=Coalesce("erased_at", now),
        )
    _forget_what_others_noted(people)
    _forget_networks(people)
    _forget_letters(people)
    left = Comment.objects.filter(commenter__in=people).exclude(html="")
    pks = list(left.order_by("discussion", "pk").values_list("pk", flat=True))
    for some in batched(pks, BATCH):
        _empty(some, by, now, batch)
    return len(pks)


def _forget_what_others_noted(people: list[int]) -> None:
    """Delete moderators' notes on them, and empty why they were banned and how the admin named them."""
    CommenterNote.objects.filter(commenter__in=people).delete()
    bans = Ban.objects.filter(commenter__in=people)
    bans.update(reason="")
    _forget_names_in_history(Commenter, people)
    _forget_names_in_history(Ban, bans.values_list("pk", flat=True))


def _forget_names_in_history(model, pks) -> None:
    """The admin's own history keeps what a row was called when somebody changed it."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    entries.filter(object_id__in=[str(pk) for pk in pks]).update(object_repr="")


def _forget_networks(people: list[int]) -> None:
    """Empty what their reactions and reports tell of them; the reactions go on counting."""
    reactions = Reaction.objects.filter(commenter__in=people, network_hash__isnull=False)
    reports = Report.objects.filter(reporter__in=people)
    places = set(reactions.values_list("discussion", flat=True))
    for pk in sorted(places.union(reports.values_list("comment__discussion", flat=True))):
        with transaction.atomic():
            trees.hold([pk])
            reactions.filter(discussion=pk).update(network_hash=None)
            reports.filter(comment__discussion=pk).update(network_hash=None, words="")


def _forget_letters(people: list[int]) -> None:
    """Nothing is followed any more, and no typed address waits; letters on their way find nobody."""
    unfollow(Follow.objects.filter(commenter__in=people))
    Told.objects.filter(commenter__in=people).delete()
    Confirmation.objects.filter(commenter__in=people).delete()


@transaction.atomic
def _empty(pks, by, now: datetime, batch: uuid.UUID) -> None:
    """Withdraw these comments and leave nothing of them but their places."""
    rows = Comment.objects.filter(pk__in=pks)
    discussions = trees.hold(rows.order_by().values_list("discussion", flat=True))
    _log(rows.only("discussion", "status", "text_version"), by, now, batch)
    # Withdrawn is the one status that nothing leads out of: nobody can publish an empty comment.
    decide(Seen.all_of(rows), to=Status.WITHDRAWN, by=by, rule=RULE, now=now, batch=batch)
    rows.update(**EMPTY)
    CommentVersion.objects.filter(comment__in=pks).delete()
    Report.objects.filter(comment__in=pks).update(words="")
    _forget_names_in_history(Comment, pks)
    Discussion.objects.filter(pk__in=discussions).update(version=F("version") + 1)


def _log(comments, by, now: datetime, batch: uuid.UUID) -> None:
    Decision.objects.bulk_create(
        Decision(
            comment_id=comment.pk,
            discussion_id=comment.discussion_id,
            action=Decision.Action.ERASE,
            decided_by=by,
            from_status=comment.status,
            to_status=Status.WITHDRAWN,
            text_version=comment.text_version,
            batch=batch,
            decided_at=now,
        )
        for comment in comments
    )

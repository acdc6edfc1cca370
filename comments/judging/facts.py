"""Gathers what the rules may know of a comment from the rows there are. Reads only; decides nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Count, Q

from ..models import Ban, Comment, Commenter, Decision, Discussion
from ..models.comment import Status
from ..people.moderators import may_moderate
from . import impersonation, rules
from .submission import Submission, hosts_in

LATELY = timedelta(days=rules.LATELY)


def of_post(
    draft,
    *,
    html: str,
    discussion: Discussion,
    parent: Comment | None,
    commenter: Commenter,
    by,
    ban: Ban | None,
    now: datetime,
) -> Submission:
    """Return the facts of a posting.Draft. ``parent`` is what it answers, ``by`` the signed-in user."""
    article = discussion.article
    pauses = _pauses(commenter, now)
    decided, rejected = _lately(commenter, now)
    return Submission(
        text=f"{draft.name}\n{draft.source}",
        hosts=hosts_in(html),
        is_banned=ban is not None,
        is_moderator=bool(by and may_moderate(by)),
        is_articles_author=bool(by and article.authors.filter(user=by).exists()),
        is_discussion_closed=discussion.mode == Discussion.Mode.CLOSED,
        is_thread_closed=bool(parent and parent.thread.is_closed),
        is_discussion_held=discussion.mode == Discussion.Mode.HELD,
        holds_links=discussion.holds_links,
        is_commenter_held=commenter.is_always_held,
        is_duplicate=_has_said(commenter, draft.source, discussion, parent),
        is_name_taken=not by and impersonation.is_taken(draft.name),
        is_trap_filled=draft.is_trap_filled,
        seconds_writing=draft.seconds_writing,
        article_age=(now - article.published_at).days,
        discussion_closes_after=discussion.closes_after_days,
        approved_before=commenter.count_approved(),
        decided_lately=decided,
        rejected_lately=rejected,
        seconds_since_last=min(pauses, default=None),
        recent_by_commenter=len(pauses),
        recent_by_network=_recent_by_network(draft.network, now),
    )


def of_edit(draft, *, html: str, discussion, comment: Comment, by, ban, now) -> Submission:
    """Return the same of a new wording. An edit is no new comment: it makes no flood."""
    commenter = comment.commenter
    submission = of_post(
        draft,
        html=html,
        discussion=discussion,
        parent=comment,
        commenter=commenter,
        by=by,
        ban=ban,
        now=now,
    )
    said = commenter.comments.exclude(pk=comment.pk).filter(
        discussion=discussion, in_reply_to=comment.in_reply_to_id, source=draft.source
    )
    return replace(
        submission,
        is_duplicate=said.exclude(status=Status.WITHDRAWN).exists(),
        is_name_taken=False,
        seconds_since_last=None,
        recent_by_commenter=0,
        recent_by_network=0,
    )


def _pauses(commenter: Commenter, now: datetime) -> list[int]:
    """
    Return the seconds between ``now`` and this person's comments in the window, at most so many as matter.

    A moment that another process took a little later than ``now`` counts as well: distances have no sign.
    """
    if commenter._state.adding:
        return []
    latest = commenter.comments.order_by("-pk").values_list("posted_at", flat=True)
    distances = (
        abs(int((now - moment).total_seconds())) for moment in latest[: rules.MAX_BY_COMMENTER]
    )
    return [distance for distance in distances if distance < rules.FLOOD_WINDOW]


def _recent_by_network(network: str, now: datetime) -> int:
    if not network:
        return 0
    since = now - timedelta(seconds=rules.FLOOD_WINDOW)
    recent = Comment.objects.filter(network_hash=network, posted_at__range=(since, now))
    return recent.order_by()[: rules.MAX_BY_NETWORK].count()


def _has_said(commenter, source: str, discussion: Discussion, parent: Comment | None) -> bool:
    if commenter._state.adding or discussion._state.adding:
        return False
    said = commenter.comments.filter(discussion=discussion, in_reply_to=parent, source=source)
    return said.exclude(status=Status.WITHDRAWN).exists()


def _lately(commenter: Commenter, now: datetime) -> tuple[int, int]:
    """
    Return how many of this person's comments moderators decided lately, and how many fell.

    What counts is where they stand: a decision that was undone says nothing.
    """
    if commenter._state.adding:
        return 0, 0
    fallen = Q(comment__status__in=[Status.REJECTED, Status.SPAM])
    counted = (
        Decision.objects.filter(
            comment__commenter=commenter,
            action=Decision.Action.STATUS,
            decided_by__isnull=False,
            decided_at__gt=now - LATELY,
        )
        .exclude(comment__status=Status.PENDING)
        .aggregate(
            decided=Count("comment", distinct=True),
            rejected=Count("comment", distinct=True, filter=fallen),
        )
    )
    return counted["decided"], counted["rejected"]

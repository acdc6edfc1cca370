"""Posting: the one way in which what somebody typed becomes a comment."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from blog.models import Article
from content.markup import comment_html

from . import impersonation, rules, tallies, trees
from .models import Comment, Commenter, Decision, Discussion, Policy
from .models.comment import Status
from .moderators import may_moderate
from .rules import Judgement, Submission, Verdict

STATUS_BY_VERDICT = {
    Verdict.PUBLISH: Status.APPROVED,
    Verdict.HOLD: Status.PENDING,
    Verdict.SPAM: Status.SPAM,
}


class Refused(Exception):
    """
    A rule refused the comment; nothing was stored. ``str()`` is the sentence for its writer.

    ``wait``: seconds after which the same may be let through, 0 where waiting does not help.
    """

    def __init__(self, judgement: rules.Judgement):
        super().__init__(rules.REFUSALS[judgement.rule])
        self.rule, self.wait = judgement.rule, judgement.wait


class NoSuchParent(Exception):
    """What was to be answered is not shown in this discussion (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody sent: cleaned by the form, not yet judged. ``network``: its keyed hash, or ""."""

    source: str
    name: str
    email: str = ""
    parent_id: int | None = None
    submission_key: uuid.UUID | None = None
    network: str = ""


@transaction.atomic
def post_comment(
    draft: Draft, *, article: Article, commenter: Commenter, now: datetime, by=None
) -> Comment:
    """
    Judge and store ``draft``; return the comment, published or held as its status says.

    ``commenter`` may be new and unsaved. ``by``: the signed-in user, None for a guest. The same
    ``submission_key`` twice gives the comment that exists.
    Raises markup.OutOfBounds: too long, or empty. Refused: a rule said no. NoSuchParent, ThreadFull.
    """
    html = comment_html(draft.source)
    Discussion.objects.get_or_create(article=article)
    discussion = Discussion.objects.locked().get(article=article)
    if existing := _already_posted(draft, discussion):
        return existing
    parent = _answerable(draft.parent_id, discussion)
    submission = _submission(draft, article, discussion, parent, commenter, by, now)
    judgement = rules.judge(submission)
    if judgement.verdict is Verdict.REFUSE:
        raise Refused(judgement)
    comment = _comment(draft, judgement, now=now)
    comment.html, comment.facts = html, submission.facts()
    comment.discussion, comment.commenter = discussion, commenter.settled()
    return _store(comment, parent, judgement, now)


def _already_posted(draft: Draft, discussion: Discussion) -> Comment | None:
    """Return the comment that this very form made; None too where its key came with other words."""
    if draft.submission_key is None:
        return None
    said = discussion.comments.filter(source=draft.source)
    return said.filter(submission_key=draft.submission_key).first()


def _unused(key: uuid.UUID | None) -> uuid.UUID | None:
    """Return ``key``, or None where another comment has it: a form kept open and sent again."""
    return None if Comment.objects.filter(submission_key=key).exists() else key


def _answerable(parent_id: int | None, discussion: Discussion) -> Comment | None:
    """Return the comment to answer, read under the lock; None for a new thread."""
    if parent_id is None:
        return None
    approved = discussion.comments.approved().select_related("thread", "parent")
    parent = approved.filter(pk=parent_id).first()
    if parent is None:
        raise NoSuchParent
    return parent


def _submission(draft, article, discussion, parent, commenter, by, now) -> Submission:
    """Gather what the rules may know."""
    policy = Policy.current()
    pauses = _pauses(commenter, now)
    return Submission(
        is_moderator=bool(by and may_moderate(by)),
        is_articles_author=bool(by and article.authors.filter(user=by).exists()),
        is_discussion_closed=discussion.mode == Discussion.Mode.CLOSED,
        is_thread_closed=bool(parent and parent.thread.is_closed),
        is_discussion_held=discussion.mode == Discussion.Mode.HELD,
        is_commenter_held=commenter.is_always_held,
        is_duplicate=_has_said(commenter, draft.source, discussion, parent),
        is_name_taken=not by and impersonation.is_taken(draft.name),
        article_age=(now - article.published_at).days,
        closes_after=policy.closes_after_days,
        approved_before=commenter.count_approved(),
        first_comments_held=policy.first_comments_held,
        seconds_since_last=min(pauses, default=None),
        recent_by_commenter=len(pauses),
        recent_by_network=_recent_by_network(draft.network, now),
    )


def submission_of_edit(draft, article, discussion, comment: Comment, by, now) -> Submission:
    """Gather the same of a new wording. An edit is no new comment: it makes no flood."""
    others = comment.commenter.comments.exclude(pk=comment.pk)
    said = others.filter(
        discussion=discussion, in_reply_to=comment.in_reply_to_id, source=draft.source
    )
    submission = _submission(draft, article, discussion, comment, comment.commenter, by, now)
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

    Holds the person's row, so that posts to several discussions at once count each other. A moment
    that another process took a little later than ``now`` counts as well: distances have no sign.
    """
    if commenter._state.adding:
        return []
    commenter.hold()
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
    if commenter._state.adding:
        return False
    said = commenter.comments.filter(discussion=discussion, in_reply_to=parent, source=source)
    return said.exclude(status=Status.WITHDRAWN).exists()


def _comment(draft: Draft, judgement: Judgement, *, now: datetime) -> Comment:
    is_held = judgement.verdict is not Verdict.PUBLISH
    return Comment(
        name=draft.name,
        email=draft.email,
        source=draft.source,
        posted_at=now,
        status=STATUS_BY_VERDICT[judgement.verdict],
        network_hash=draft.network or None,
        submission_key=_unused(draft.submission_key),
        held_by=judgement.rule if is_held else "",
        held_match=judgement.match,
    )


def _store(comment: Comment, parent: Comment | None, judgement, now: datetime) -> Comment:
    if comment.status == Status.APPROVED:
        comment.visible_at = now
    if parent:
        trees.graft(comment, answered=parent)
    else:
        trees.plant(comment)
    Decision.objects.create(
        comment=comment,
        discussion_id=comment.discussion_id,
        action=Decision.Action.POST,
        rule=judgement.rule,
        to_status=comment.status,
        decided_at=now,
    )
    change = tallies.Change(
        discussion_id=comment.discussion_id,
        tree_id=comment.tree_id,
        commenter_id=comment.commenter_id,
        before=None,
        after=comment.status,
    )
    tallies.record([change], {comment.discussion_id: comment.discussion})
    return comment

"""Reporting: a reader says that something is wrong with a comment, and what follows from that."""

from datetime import datetime, timedelta

from django.db import transaction

from ..judging import rules
from ..models import Ban, Comment, Commenter, Policy, Report
from ..models.comment import Status
from ..tree import trees
from .decisions import Seen, decide

WINDOW = timedelta(hours=1)
MAX_BY_REPORTER = 10  # in that window: who finds more is at war with somebody
MAX_BY_NETWORK = 30  # a classroom may be outraged, a script is not counted further


class NothingToReport(Exception):
    """The comment is not shown (any more)."""


class OwnComment(Exception):
    """Nobody reports what they wrote themselves; it can be withdrawn."""


class TooManyReports(Exception):
    """So many came from this person or network within WINDOW."""


class Banned(Exception):
    """The reader may not take part; ``ban`` says until when."""

    def __init__(self, ban: Ban):
        super().__init__()
        self.ban = ban


@transaction.atomic
def report(
    *,
    comment: Comment,
    reporter: Commenter,
    reason: str,
    now: datetime,
    words: str = "",
    network: str = "",
) -> Report:
    """
    Note that ``reporter`` finds something wrong with ``comment``; a second time changes nothing.

    ``reporter`` may be new and unsaved; ``reason``: of Report.Reason. Where the policy says so and no
    moderator has answered reports of it before, enough of them hold the comment again.
    Raises NothingToReport, OwnComment, TooManyReports, Banned; then nothing is stored.
    """
    trees.hold([comment.discussion_id])
    if not reporter._state.adding:
        reporter = reporter.settled()
    comment = _reportable(comment.pk, reporter)
    if ban := Ban.objects.hitting(reporter, email="", network=network, now=now):
        raise Banned(ban)
    if existing := has_reported(comment, reporter):
        return existing
    if _is_flooded(reporter, network, now):
        raise TooManyReports
    made = Report.objects.create(
        comment=comment,
        reporter=reporter.settled(),
        reason=reason,
        words=words,
        network_hash=network or None,
        reported_at=now,
    )
    _hold_where_enough(comment, now)
    return made


def has_reported(comment: Comment, reporter: Commenter | None) -> Report | None:
    if reporter is None or reporter._state.adding:
        return None
    return comment.reports.filter(reporter=reporter).first()


def _reportable(pk: int, reporter: Commenter) -> Comment:
    """Return the comment, read under the lock."""
    comment = Comment.objects.approved().filter(pk=pk).first()
    if comment is None:
        raise NothingToReport
    if comment.commenter_id == reporter.pk:
        raise OwnComment
    return comment


def _is_flooded(reporter: Commenter, network: str, now: datetime) -> bool:
    recent = Report.objects.filter(reported_at__range=(now - WINDOW, now))
    if not reporter._state.adding and recent.filter(reporter=reporter).count() >= MAX_BY_REPORTER:
        return True
    return bool(network) and recent.filter(network_hash=network).count() >= MAX_BY_NETWORK


def _hold_where_enough(comment: Comment, now: datetime) -> None:
    policy, count = Policy.current(), comment.reports.open().count()
    if not policy.reports_hold or count < policy.reports_to_act_on:
        return
    if comment.reports.settled().exists():
        return
    if decide([Seen.of(comment)], to=Status.PENDING, now=now, rule=rules.REPORTED).decided:
        match = f"{count} of {policy.reports_to_act_on}"
        rows = Comment.objects.filter(pk=comment.pk)
        rows.update(held_by=rules.REPORTED, held_match=match)

"""Editing and withdrawing: what the writer of a comment may still do with it, known by cookie or account."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from content.markup import comment_html

from ..judging import akismet_check, facts, rules
from ..judging.submission import Answer, Judgement, Submission, Verdict
from ..models import Ban, Batch, Comment, CommentVersion, Decision, Policy
from ..models.comment import Status
from ..tree import trees
from . import posting

# What no reader has seen can be edited without a limit; spam is not told that it was recognised.
UNSEEN = {Status.PENDING, Status.SPAM}
MAX_WORDINGS = (
    50  # of one comment, each kept: nobody needs more, and a script shall not fill the disk
)


class NotEditable(Exception):
    """Its time has passed, somebody answered, or it was decided on."""


class TooManyWordings(Exception):
    """It was changed MAX_WORDINGS times."""


def editable_until(comment: Comment, *, minutes: int) -> datetime | None:
    """Return when a published comment's time for edits ends; None for one that nobody sees yet."""
    if comment.status in UNSEEN:
        return None
    return comment.visible_at + timedelta(minutes=minutes)


def is_editable(comment: Comment, *, is_answered: bool, minutes: int, now: datetime) -> bool:
    if is_answered or comment.status not in {*UNSEEN, Status.APPROVED}:
        return False
    until = editable_until(comment, minutes=minutes)
    return until is None or now < until


def answered_of(pks: list[int]) -> set[int]:
    """Return which of these comments have an answer of any status but spam."""
    answers = Comment.objects.exclude(status=Status.SPAM).order_by()
    found = answers.filter(Q(in_reply_to__in=pks) | Q(parent__in=pks))
    links = found.values_list("in_reply_to", "parent")
    return {pk for link in links for pk in link if pk} & set(pks)


def can_edit(comment: Comment, *, now: datetime) -> bool:
    return is_editable(
        comment,
        is_answered=bool(answered_of([comment.pk])),
        minutes=Policy.current().edit_minutes,
        now=now,
    )


def edit_comment(
    comment: Comment, *, source: str, now: datetime, by=None, network: str = "", address: str = ""
) -> CommentVersion | None:
    """
    Give ``comment`` a new wording; return it, None where the words are the same.

    The rules judge it again. Where they hold it, what was approved stays up and the new wording
    waits. The caller made sure that the writer asks. ``by``: their account, None for a guest.
    ``network``, ``address``: where they write from now, as in posting.Draft.
    Raises NotEditable, TooManyWordings, markup.OutOfBounds, posting.Refused.
    """
    html = comment_html(source)
    draft = posting.Draft(
        source=source, name=comment.name, email=comment.email, network=network, address=address
    )
    answer = _ask_spam_service(draft, html, comment, by, now)
    return _edit(comment.pk, draft, html, answer, by, now)


@transaction.atomic
def _edit(pk: int, draft: posting.Draft, html: str, answer: Answer, by, now: datetime):
    place = Comment.objects.filter(pk=pk).values_list("discussion", flat=True)
    discussions = trees.hold(place)
    comment = Comment.objects.select_related("commenter", "thread").get(pk=pk)
    discussion = discussions[comment.discussion_id]
    if not can_edit(comment, now=now):
        raise NotEditable
    if draft.source == comment.source:
        _let_go_of_waiting(comment)
        return None
    if comment.versions.count() >= MAX_WORDINGS:
        raise TooManyWordings
    submission, ban = _submission(draft, html, comment, by, now)
    judgement = rules.judge(replace(submission, spam_service=answer), Policy.in_full().terms())
    if judgement.verdict is Verdict.REFUSE:
        raise posting.Refused(judgement, ban)
    known = {"source": draft.source, "html": html, "facts": submission.facts()}
    version = _version(comment, judgement, **known, written_at=now)
    version.save()
    if version.status == comment.status:
        show(version, comment, discussion)
    _log(version, comment, judgement.rule, now)
    return version


def _ask_spam_service(draft: posting.Draft, html: str, comment: Comment, by, now) -> Answer:
    """Ask before any lock is taken, of words that are new."""
    if not akismet_check.is_on() or draft.source == comment.source:
        return Answer.NONE
    if not can_edit(comment, now=now):
        return Answer.NONE
    submission, _ban = _submission(draft, html, comment, by, now)
    return posting.ask_spam_service(draft, submission, comment.discussion.article)


def _submission(draft, html: str, comment: Comment, by, now) -> tuple[Submission, Ban | None]:
    ban = Ban.objects.hitting(comment.commenter, email=draft.email, network=draft.network, now=now)
    submission = facts.of_edit(
        draft, html=html, discussion=comment.discussion, comment=comment, by=by, ban=ban, now=now
    )
    return submission, ban


@transaction.atomic
def decide_wording(pk: int, *, to: str, by, now: datetime, note: str = "") -> bool:
    """Approve or reject a waiting wording, as an action to be undone. Return False where it waits no more."""
    version = CommentVersion.objects.select_related("comment").get(pk=pk)
    discussion = trees.hold([version.comment.discussion_id])[version.comment.discussion_id]
    version.refresh_from_db(from_queryset=CommentVersion.objects.select_related("comment"))
    if version.status != Status.PENDING or version.comment.status == Status.WITHDRAWN:
        return False
    version.status = Status(to)
    version.save(update_fields=["status"])
    if to == Status.APPROVED:
        show(version, version.comment, discussion)
    batch = Batch.of_one(Decision.Action.EDIT, to=to, by=by, now=now, wording=pk)
    log = {"decided_by": by, "batch": batch.pk, "note": note}
    _log(version, version.comment, "", now, was=Status.PENDING, **log)
    return True


def waiting_wording(comment: Comment) -> CommentVersion | None:
    """Return the wording that waits for a moderator while an older one is shown."""
    return comment.versions.waiting().order_by("-number").first()


def _version(comment: Comment, judgement: Judgement, **fields) -> CommentVersion:
    return CommentVersion(
        comment=comment,
        number=keep_wording(comment) + 1,
        status=_status(comment, judgement),
        is_probably_spam=judgement.verdict is Verdict.SPAM,
        held_by="" if judgement.verdict is Verdict.PUBLISH else judgement.rule,
        held_match=judgement.match,
        **fields,
    )


def _status(comment: Comment, judgement: Judgement) -> str:
    """
    What nobody sees yet goes on waiting; what is public stays so only where the rules agree.

    A wording that they take for spam waits as well: whoever was approved once has a moderator look at it.
    """
    if comment.status != Status.APPROVED:
        return comment.status
    return Status.APPROVED if judgement.verdict is Verdict.PUBLISH else Status.PENDING


def keep_wording(comment: Comment) -> int:
    """Keep the present wording, let go of one that waits, and return the highest number so far."""
    comment.versions.get_or_create(
        number=comment.text_version,
        defaults={
            "source": comment.source,
            "html": comment.html,
            "status": comment.status,
            "written_at": comment.edited_at or comment.posted_at,
        },
    )
    _let_go_of_waiting(comment)
    return comment.versions.aggregate(last=Max("number"))["last"]


def _let_go_of_waiting(comment: Comment) -> None:
    """What the writer says now replaces a wording that still waits."""
    waiting = comment.versions.filter(status=Status.PENDING, number__gt=comment.text_version)
    waiting.update(status=Status.WITHDRAWN)


def show(version: CommentVersion, comment: Comment, discussion) -> None:
    """Make this the wording of the comment; readers who saw another one are told "edited"."""
    comment.source, comment.html = version.source, version.html
    comment.text_version = version.number
    if comment.visible_at:
        comment.edited_at = version.written_at
    comment.save(update_fields=["source", "html", "text_version", "edited_at"])
    if comment.is_approved:
        discussion.version += 1
        discussion.save(update_fields=["version"])


def _log(version, comment, rule: str, now: datetime, *, was: str = "", **further) -> None:
    way = {"from_status": was or comment.status, "to_status": version.status}
    further |= {"rule": rule, "text_version": version.number, "decided_at": now}
    Decision.on(comment, Decision.Action.EDIT, **way, **further).save()

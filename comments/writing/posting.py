"""Posting: the one way in which what somebody typed becomes a comment."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from blog.models import Article
from content.markup import comment_html

from ..judging import akismet_check, facts, rules
from ..judging.submission import Answer, Judgement, Submission, Verdict
from ..letters.announcing import announce_comments
from ..letters.confirming import may_be_told
from ..models import Ban, Comment, Commenter, Decision, Discussion, Policy
from ..models.comment import Status
from ..tree import tallies, trees

STATUS_BY_VERDICT = {
    Verdict.PUBLISH: Status.APPROVED,
    Verdict.HOLD: Status.PENDING,
    Verdict.SPAM: Status.SPAM,
}


class Refused(Exception):
    """
    A rule refused the comment; nothing was stored. ``str()`` is the sentence for its writer.

    ``wait``: seconds after which the same may be let through, 0 where waiting does not help.
    ``ban``: what keeps the writer out, where that is the rule.
    """

    def __init__(self, judgement: Judgement, ban: Ban | None = None):
        super().__init__(rules.REFUSALS[judgement.rule])
        self.rule, self.wait = judgement.rule, judgement.wait
        self.ban = ban if judgement.rule == "banned" else None


class NoSuchParent(Exception):
    """What was to be answered is not shown in this discussion (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    What somebody sent: cleaned by the form, not yet judged. ``network``: its keyed hash, or "".

    ``address``: the raw one, for the spam service alone; never stored, logged or shown.
    ``seconds_writing``: since the form was fetched, None where it came without one.
    ``is_to_be_told``: by a letter what is decided, where it is held.
    """

    source: str
    name: str
    email: str = ""
    parent_id: int | None = None
    submission_key: uuid.UUID | None = None
    network: str = ""
    address: str = field(default="", repr=False)
    is_trap_filled: bool = False
    is_to_be_told: bool = False
    seconds_writing: int | None = None


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
    answer = Answer.NONE
    if akismet_check.is_on():
        answer = _ask_spam_service(draft, html, article, commenter, now, by)
    return _post(draft, html, answer, article=article, commenter=commenter, now=now, by=by)


def ask_spam_service(draft: Draft, submission: Submission, article: Article) -> Answer:
    """
    Ask of what the cheaper rules leave open; never called while a lock is held.

    What they refuse, recognise as spam or let pass for its writer's sake leaves this site not at all.
    """
    judgement = rules.judge(submission, Policy.in_full().terms())
    if judgement.verdict in {Verdict.REFUSE, Verdict.SPAM} or judgement.rule == "at_home":
        return Answer.NONE
    return akismet_check.ask(
        address=draft.address,
        name=draft.name,
        email=draft.email,
        text=draft.source,
        path=article.get_absolute_url(),
    )


@transaction.atomic
def _post(draft: Draft, html: str, answer: Answer, *, article, commenter, now, by) -> Comment:
    Discussion.objects.get_or_create(article=article)
    discussion = Discussion.objects.locked().get(article=article)
    if existing := _already_posted(draft, discussion):
        return existing
    parent = _answerable(draft.parent_id, discussion)
    commenter = commenter.hold()  # posts to several discussions at once count each other
    submission, ban = _submission(draft, html, discussion, parent, commenter, now, by)
    submission = replace(submission, spam_service=answer)
    judgement = rules.judge(submission, Policy.in_full().terms())
    if judgement.verdict is Verdict.REFUSE:
        raise Refused(judgement, ban)
    comment = _comment(draft, judgement, now=now)
    if judgement.verdict is not Verdict.PUBLISH and draft.is_to_be_told:
        comment.is_to_be_told = may_be_told(commenter, draft.email, now=now)
    comment.html, comment.facts = html, submission.facts()
    comment.discussion, comment.commenter = discussion, commenter.settled()
    return _store(comment, parent, judgement, now)


def _ask_spam_service(draft: Draft, html: str, article, commenter, now, by) -> Answer:
    """Ask before any lock is taken."""
    discussion = Discussion.objects.filter(article=article).first() or Discussion(article=article)
    if discussion.pk and _already_posted(draft, discussion):
        return Answer.NONE
    parent = _answerable(draft.parent_id, discussion) if discussion.pk else None
    submission, _ban = _submission(draft, html, discussion, parent, commenter, now, by)
    return ask_spam_service(draft, submission, article)


def _submission(
    draft: Draft, html: str, discussion, parent, commenter, now, by
) -> tuple[Submission, Ban | None]:
    ban = Ban.objects.hitting(commenter, email=draft.email, network=draft.network, now=now)
    submission = facts.of_post(
        draft,
        html=html,
        discussion=discussion,
        parent=parent,
        commenter=commenter,
        by=by,
        ban=ban,
        now=now,
    )
    return submission, ban


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
    log = {"from_status": "", "rule": judgement.rule, "decided_at": now}
    Decision.on(comment, Decision.Action.POST, **log).save()
    change = tallies.Change.of(comment, before=None, after=comment.status)
    tallies.record([change], {comment.discussion_id: comment.discussion})
    if comment.is_approved:
        announce_comments([comment], now=now)
    return comment

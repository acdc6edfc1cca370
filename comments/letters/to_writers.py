"""The letters to those who wrote or asked for something, composed in the moment of sending."""

from authors.models import User
from content.addresses import absolute
from content.post import Composed, pause_of

from ..models import Comment, Commenter, Confirmation, Decision, Follow, Policy
from ..models.comment import Status
from . import links
from .standing import FOR_A_LETTER, is_shown, threads_of


def outcome(*, comment_id: int) -> Composed | None:
    """
    What became of a comment whose writer asked to be told, without its text.

    To the typed address, and a link by which that is proven; to members, with their own page.
    """
    rows = Comment.objects.select_related(*FOR_A_LETTER)
    comment = rows.filter(pk=comment_id, is_to_be_told=True).first()
    if comment is None or comment.status not in {Status.APPROVED, Status.REJECTED}:
        return None
    address = comment.email or comment.commenter.mailbox
    if not address or not is_shown(comment.discussion.article):
        return None
    context = _outcome(comment)
    return Composed(
        to=address,
        template="comment_outcome",
        context=context,
        threads=threads_of(comment),
        secrets=(context["link"],),
    )


def _outcome(comment: Comment) -> dict:
    is_typed = bool(comment.email)
    return {
        "comment": comment,
        "article": comment.discussion.article,
        "reason": _reason(comment),
        "comment_link": absolute(comment.get_absolute_url()),
        "link": links.my_comment(comment) if is_typed else links.my_page(comment.commenter),
    }


def confirm(*, confirmation_id: int) -> Composed | None:
    """Ask the owner of a typed address; where only their own page is asked for, say nothing to strangers."""
    asked = Confirmation.objects.filter(pk=confirmation_id, confirmed_at=None).first()
    if asked is None:
        return None
    template, context = _asked(asked)
    if not template:
        return None
    return Composed(
        to=asked.address,
        template=template,
        context=context,
        secrets=(context["link"],),
        is_asked_for=True,
    )


def _asked(asked: Confirmation) -> tuple[str, dict]:
    """Return the letter's template and what that is told; "" where nobody here has the address."""
    context = {"link": links.confirm(asked), "days": Policy.kept_for("confirmations").days}
    if asked.wish:
        return "follow_confirm", context | {"follow": Follow(**asked.wish)}
    person = Commenter.objects.with_mailbox(asked.address).first()
    if pause_of(asked.address) and (person or _has_account(asked.address)):
        return "address_confirm", context
    if person is None:
        return "", {}
    return "my_page", {"link": links.my_page(person), "days": links.MY_PAGE_FOR.days}


def _has_account(address: str) -> bool:
    return User.objects.filter(email__iexact=address, is_active=True).exists()


def _reason(comment: Comment) -> str:
    """Return why a moderator rejected it, in words, "" where they gave none."""
    last = comment.decisions.filter(action=Decision.Action.STATUS).order_by("-pk").first()
    reasons = dict(Decision.Reason.choices)
    return reasons.get(last.reason, "") if last and comment.status == Status.REJECTED else ""

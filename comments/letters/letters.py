"""The letters to those who comment and follow, composed in the moment of sending: ids in, words out."""

from django.utils import timezone

from blog.models import Article
from content.addresses import absolute
from content.post import Composed

from ..models import Ban, Comment, Commenter, Confirmation, Decision, Follow, Told
from ..models.comment import Status
from . import links

FOR_A_LETTER = ("discussion__article", "in_reply_to", "commenter__user")


def outcome(*, comment_id: int) -> Composed | None:
    """What became of a comment whose writer asked to be told: without its text, to the typed address."""
    rows = Comment.objects.select_related(*FOR_A_LETTER)
    comment = rows.filter(pk=comment_id, is_to_be_told=True).first()
    if comment is None or comment.status not in {Status.APPROVED, Status.REJECTED}:
        return None
    if not comment.email or not _is_shown(comment.discussion.article):
        return None
    link = links.my_comment(comment)
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "reason": _reason(comment),
        "comment_link": absolute(comment.get_absolute_url()),
        "link": link,
    }
    return Composed(
        to=comment.email,
        template="comment_outcome",
        context=context,
        threads=_threads(comment),
        secrets=(link,),
    )


def confirm(*, confirmation_id: int) -> Composed | None:
    """Ask the owner of a typed address; where only their own page is asked for, say nothing to strangers."""
    asked = Confirmation.objects.filter(pk=confirmation_id, confirmed_at=None).first()
    if asked is None:
        return None
    if asked.wish:
        link, template = links.confirm(asked), "follow_confirm"
        follow = Follow(**{name: asked.wish[name] for name in asked.wish})
        context = {"link": link, "follow": follow, "days": Confirmation.KEPT.days}
    else:
        person = Commenter.objects.with_mailbox(asked.address).first()
        if person is None:
            return None
        link, template = links.my_page(person), "my_page"
        context = {"link": link, "days": links.MY_PAGE_FOR.days}
    return Composed(to=asked.address, template=template, context=context, secrets=(link,))


def news(*, told_id: int, is_last: bool = False) -> Composed | None:
    """One new comment or article, to one who follows it still."""
    told = _told([told_id])
    if not told:
        return None
    [told] = told
    what = "comment" if told.comment_id else "article"
    context = _context(told.commenter) | {"is_last": is_last, "told": told}
    context["stop_link"] = links.stop(told.commenter, what, told.comment_id or told.article_id)
    if told.comment:
        context |= {"comment": told.comment, "article": told.comment.discussion.article}
        context["comment_link"] = absolute(told.comment.get_absolute_url())
        threads = _threads(told.comment)
    else:
        context |= {"article": told.article, "link": absolute(told.article.get_absolute_url())}
        threads = (f"article-{told.article_id}",)
    return Composed(
        to=told.commenter.mailbox,
        template=f"new_{what}",
        context=context,
        unsubscribe=context["stop_link"],
        threads=threads,
        secrets=(context["my_link"], context["stop_link"]),
    )


def digest(*, person_id: int, told_ids: list[int], further: int = 0) -> Composed | None:
    """All that happened since the last such letter, and is still there to be read."""
    told = _told(told_ids)
    if not told:
        return None
    person = told[0].commenter
    context = _context(person) | {
        "comments": [each.comment for each in told if each.comment],
        "articles": [each.article for each in told if each.article],
        "count": len(told) + further,
        "further": further,
        "is_calmed": person.follows.filter(calmed_at__isnull=False).exists(),
        "stop_link": links.stop(person, "digest"),
    }
    return Composed(
        to=person.mailbox,
        template="digest",
        context=context,
        unsubscribe=context["stop_link"],
        secrets=(context["my_link"], context["stop_link"]),
    )


def _told(pks: list[int]) -> list[Told]:
    """Return those of these that may be told now: still there, still followed, by somebody welcome."""
    rows = Told.objects.filter(pk__in=pks).order_by("pk").select_related(
        "commenter__user", "article__category", *(f"comment__{path}" for path in FOR_A_LETTER)
    )  # fmt: skip
    welcome: dict[int, bool] = {}
    found = []
    for told in rows:
        person = told.commenter
        if person.pk not in welcome:
            welcome[person.pk] = _is_welcome(person)
        if welcome[person.pk] and _is_followed(told):
            found.append(told)
    return found


def _is_followed(told: Told) -> bool:
    if told.comment:
        if not told.comment.is_approved or not _is_shown(told.comment.discussion.article):
            return False
        follows = Follow.objects.matching_comment(told.comment)
    else:
        if not _is_shown(told.article):
            return False
        follows = Follow.objects.matching_article(told.article)
    return follows.filter(commenter=told.commenter).exists()


def _is_welcome(person: Commenter) -> bool:
    address = person.mailbox
    now = timezone.now()
    return bool(address) and not Ban.objects.hitting(person, email=address, network="", now=now)


def _is_shown(article: Article) -> bool:
    return Article.objects.visible(timezone.now()).filter(pk=article.pk).exists()


def _context(person: Commenter) -> dict:
    return {"person": person, "my_link": links.my_page(person)}


def _threads(comment: Comment) -> tuple[str, ...]:
    return (f"discussion-{comment.discussion_id}", f"thread-{comment.tree_id}")


def _reason(comment: Comment) -> str:
    """Return why a moderator rejected it, in words, "" where they gave none."""
    last = comment.decisions.filter(action=Decision.Action.STATUS).order_by("-pk").first()
    reasons = dict(Decision.Reason.choices)
    return reasons.get(last.reason, "") if last and comment.status == Status.REJECTED else ""

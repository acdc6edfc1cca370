"""The letters to those who follow, composed in the moment of sending: ids in, words out."""

from django.utils import timezone

from content.addresses import absolute
from content.post import Composed

from ..models import Ban, Commenter, Follow, Told
from . import links
from .standing import FOR_A_LETTER, is_shown, threads_of


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
        threads = threads_of(told.comment)
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
        if not told.comment.is_approved or not is_shown(told.comment.discussion.article):
            return False
        follows = Follow.objects.matching_comment(told.comment)
    else:
        if not is_shown(told.article):
            return False
        follows = Follow.objects.matching_article(told.article)
    return follows.filter(commenter=told.commenter).exists()


def _is_welcome(person: Commenter) -> bool:
    address = person.mailbox
    now = timezone.now()
    return bool(address) and not Ban.objects.hitting(person, email=address, network="", now=now)


def _context(person: Commenter) -> dict:
    return {"person": person, "my_link": links.my_page(person)}

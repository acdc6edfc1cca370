"""Following and its end, by people whose address is known to be theirs."""

from datetime import datetime

from django.db import transaction

from blog.models import Article

from ..models import Comment, Commenter, Discussion, Follow
from ..tree import tallies, trees


def target_of_article(article: Article) -> dict:
    """Return the columns of a Follow for this article's discussion, which begins now if need be."""
    discussion, _is_new = Discussion.objects.get_or_create(article=article)
    return {"scope": Follow.Scope.ARTICLE, "discussion_id": discussion.pk}


def target_of_thread(comment: Comment) -> dict:
    thread = {"thread_id": comment.tree_id, "discussion_id": comment.discussion_id}
    return {"scope": Follow.Scope.THREAD} | thread


@transaction.atomic
def follow(person: Commenter, target: dict, *, rhythm: str, now: datetime) -> Follow:
    """Follow ``target`` (columns of Follow) in this rhythm; who follows already only changes that."""
    trees.hold([pk for pk in [target.get("discussion_id")] if pk])
    defaults = {"rhythm": rhythm, "calmed_at": None}
    made, _is_new = Follow.objects.update_or_create(
        commenter=person, **target, defaults=defaults, create_defaults=defaults | {"since": now}
    )
    _count([made])
    return made


@transaction.atomic
def unfollow(follows) -> int:
    """End these follows, a queryset; return how many there were. Nothing more is sent for them."""
    trees.hold(follows.in_discussions().values_list("discussion", flat=True))
    ended = list(follows)
    Follow.objects.filter(pk__in=[each.pk for each in ended]).delete()
    _count(ended)
    return len(ended)


def _count(follows: list[Follow]) -> None:
    pks = {each.discussion_id for each in follows if each.discussion_id}
    if pks:
        tallies.record_followers(pks)

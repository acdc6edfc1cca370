"""Who follows a thread that goes into another one follows that, and the thread again once it is one."""

from datetime import datetime

from ..models import Commenter, Follow, Thread


def go_along(thread_id: int, home: int) -> dict:
    """
    Let those who follow a thread follow the one that it becomes a part of; say what ``come_back`` needs.

    ``followers``: keys of follows that lead there now. ``twice``: follows of people who followed both.
    """
    there = Follow.objects.filter(thread=home).values("commenter")
    follows = Follow.objects.filter(thread=thread_id).order_by("pk")
    twice = [
        {"commenter": each.commenter_id, "rhythm": each.rhythm, "since": each.since.isoformat()}
        for each in follows.filter(commenter__in=there)
    ]
    rest = follows.exclude(commenter__in=there)
    keys = list(rest.values_list("pk", flat=True))
    rest.update(thread=home)
    return {"followers": keys, "twice": twice}


def come_back(thread: Thread, *, followers: list[int], twice: list[dict]) -> None:
    """Let those follow a thread that is one again who went along, unless they stopped since."""
    Follow.objects.filter(pk__in=followers, discussion=thread.discussion_id).update(thread=thread)
    people = Commenter.objects.present().in_bulk([each["commenter"] for each in twice])
    Follow.objects.bulk_create(
        Follow(
            commenter=people[each["commenter"]],
            scope=Follow.Scope.THREAD,
            discussion_id=thread.discussion_id,
            thread=thread,
            rhythm=each["rhythm"],
            since=datetime.fromisoformat(each["since"]),
        )
        for each in twice
        if each["commenter"] in people
    )

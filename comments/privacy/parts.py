"""
The parts of what is kept about a person: each one function from their rows to values that JSON holds.

Left out is what is not about them alone: the names and notes of moderators, and who else said,
reported or banned what.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Case, F, Prefetch, Q, Value, When

from content.post.pausing import pauses_of

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommentVersion,
    Confirmation,
    Decision,
    Follow,
    Merge,
    Reaction,
    Report,
    Told,
)

CHUNK = 200  # comments in memory at once


def _person(people: list[int]) -> Iterable[dict]:
    rows = Commenter.objects.filter(pk__in=people).order_by("pk")
    return rows.values(
        "id",
        "name",
        "verified_email",
        "is_member",
        "user__email",
        "user__name",
        "is_always_held",
        "first_seen_at",
        "merged_into",
        "erased_at",
    )


def _addresses(people: list[int]) -> set[str]:
    rows = Commenter.objects.filter(pk__in=people).select_related("user")
    return {address for person in rows for address in person.addresses()}


def _comments(people: list[int]) -> Iterator[dict]:
    decisions = Decision.objects.order_by("decided_at", "pk")
    versions = CommentVersion.objects.order_by("number")
    rows = Comment.objects.filter(commenter__in=people).order_by("posted_at", "pk")
    rows = rows.annotate(article=F("discussion__article__title"))
    rows = rows.prefetch_related(Prefetch("versions", versions), Prefetch("decisions", decisions))
    for comment in rows.iterator(chunk_size=CHUNK):
        yield _comment(comment)


def _comment(comment: Comment) -> dict:
    return _columns(comment, COMMENT) | {
        "article": comment.article,
        "address": comment.get_absolute_url(),
        "wordings": [_columns(version, VERSION) for version in comment.versions.all()],
        "decisions": [_columns(decision, DECISION) for decision in comment.decisions.all()],
    }


def _columns(row, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}


COMMENT = (
    "id", "name", "email", "source", "html", "text_version", "status", "posted_at", "visible_at",
    "edited_at", "in_reply_to_id", "reaction_count", "held_by", "held_match", "facts",
    "network_hash", "submission_key", "origin", "origin_id",
)  # fmt: skip
VERSION = (
    "number", "source", "html", "status", "held_by", "held_match", "is_probably_spam", "facts",
    "written_at",
)  # fmt: skip
DECISION = (
    "action", "rule", "from_status", "to_status", "text_version", "reason", "decided_at",
)  # fmt: skip


def _reactions(people: list[int]) -> Iterable[dict]:
    rows = Reaction.objects.filter(commenter__in=people).order_by("reacted_at", "pk")
    columns = ("kind", "comment", "discussion__article__title", "network_hash", "reacted_at")
    return rows.values(*columns).iterator()


def _reports(people: list[int]) -> Iterable[dict]:
    rows = Report.objects.filter(reporter__in=people).order_by("reported_at", "pk")
    columns = ("comment", "reason", "words", "network_hash", "reported_at", "settled_at")
    return rows.values(*columns).iterator()


def _bans(people: list[int]) -> Iterable[dict]:
    addresses = Commenter.objects.filter(pk__in=people, verified_email__isnull=False)
    theirs = Q(commenter__in=people) | Q(email_pattern__in=addresses.values("verified_email"))
    rows = Ban.objects.filter(theirs).order_by("banned_at", "pk")
    return rows.values("banned_at", "ends_at", "lifted_at").iterator()


def _follows(people: list[int]) -> Iterable[dict]:
    rows = Follow.objects.filter(commenter__in=people).order_by("since", "pk")
    named = {"article": F("discussion__article__title"), "thread_of_comments": F("thread")}
    columns = ("scope", "rhythm", "since", "calmed_at", "category__name", "author__name")
    return rows.values(*columns, **named)


def _told(people: list[int]) -> Iterable[dict]:
    rows = Told.objects.filter(commenter__in=people).order_by("told_at", "pk")
    columns = ("comment", "article__title", "rhythm", "told_at", "letter__state")
    return rows.values(*columns).iterator()


def _confirmations(people: list[int]) -> Iterable[dict]:
    """What was asked for in their browsers, or for their addresses from any."""
    theirs = Q(commenter__in=people)
    for address in _addresses(people):
        theirs |= Q(address__iexact=address)
    own = When(commenter__in=people, then=F("network_hash"))  # somebody else may have asked
    rows = Confirmation.objects.filter(theirs).order_by("asked_at", "pk")
    rows = rows.annotate(network=Case(own, default=Value("")))
    return rows.values("address", "wish", "asked_at", "confirmed_at", "network")


def _merges(people: list[int]) -> Iterable[dict]:
    """Of those who are one: what each was known by, and what went since both had it."""
    rows = Merge.objects.filter(kept__in=people, gone__in=people).order_by("merged_at", "pk")
    return rows.values("kept", "gone", "merged_at", "before", "lost")


def _paused(people: list[int]) -> Iterable[dict]:
    return pauses_of(_addresses(people)).values("why", "paused_at")


# By name, in the order of the export; whatever else knows something of people adds its part here.
PARTS: dict[str, Callable[[list[int]], Iterable[dict]]] = {
    "person": _person,
    "comments": _comments,
    "reactions": _reactions,
    "reports": _reports,
    "bans": _bans,
    "follows": _follows,
    "told": _told,
    "confirmations": _confirmations,
    "merges": _merges,
    "paused_letters": _paused,
}

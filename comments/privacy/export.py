"""
Everything that is kept about a person, as plain values: for themselves, and for staff on their behalf.

A part is one function from the person's rows to values that JSON holds. Left out is what is not about
them alone: the names and notes of moderators, and who else said, reported or banned what.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Prefetch, Q

from ..models import (
    Ban,
    Comment,
    Commenter,
    CommenterNote,
    CommentVersion,
    Decision,
    Reaction,
    Report,
)

CHUNK = 200  # comments in memory at once
NOTE = "All that is kept of this person was exported."


def export_of(commenter: Commenter) -> dict:
    """Return all of it at once, by part."""
    return {name: list(values) for name, values in parts_of(commenter)}


def json_of(commenter: Commenter) -> Iterator[str]:
    """Yield the same as the text of one JSON object, a piece at a time, whatever their number."""
    yield "{"
    for number, (name, values) in enumerate(parts_of(commenter)):
        yield f"{',' if number else ''}\n{json.dumps(name)}: ["
        for place, value in enumerate(values):
            text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
            yield f"{',' if place else ''}\n{text}"
        yield "]"
    yield "\n}\n"


def export_by_staff(commenter: Commenter, *, by, now: datetime) -> Iterator[str]:
    """Note that it happened, and by whom; then return the same as ``json_of``."""
    CommenterNote.objects.create(commenter=commenter, author=by, text=NOTE, written_at=now)
    return json_of(commenter)


def parts_of(commenter: Commenter) -> Iterator[tuple[str, Iterable[dict]]]:
    people = commenter.rows()
    for name, part in PARTS.items():
        yield name, part(people)


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
    "number", "source", "html", "status", "held_by", "held_match", "facts", "written_at",
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


# By name in the export, in its order; whatever else knows something of people adds its part here.
PARTS: dict[str, Callable[[list[int]], Iterable[dict]]] = {
    "person": _person,
    "comments": _comments,
    "reactions": _reactions,
    "reports": _reports,
    "bans": _bans,
}

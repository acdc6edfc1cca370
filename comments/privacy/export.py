"""
Everything that is kept about a person, as plain values: for themselves, and for staff on their behalf.

Its parts stand in parts.py.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder

from ..models import Commenter, CommenterNote
from .parts import PARTS

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

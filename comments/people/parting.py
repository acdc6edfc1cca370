"""Parting: two guests who were made one by mistake are two again, with what was each one's."""

from datetime import datetime

from django.apps import apps
from django.core import serializers
from django.db import transaction

from ..models import Commenter, CommenterNote, Follow, Merge, Reaction
from ..tree import tallies, trees
from . import handing_over


@transaction.atomic
def part(merge: Merge, *, by, now: datetime) -> bool:
    """
    Give ``merge.gone`` back what was theirs; what came since, by either cookie, stays with the other.

    Return False where they are one for another reason by now: erased, or merged further.
    """
    discussions = trees.hold(merge.discussions)
    rows = Commenter.objects.select_for_update().filter(pk__in=[merge.kept_id, merge.gone_id])
    people = {row.pk: row for row in rows.order_by("pk")}
    kept, gone = people[merge.kept_id], people[merge.gone_id]
    if kept.erased_at or kept.merged_into_id or gone.merged_into_id != kept.pk:
        return False
    _give_back(merge)
    brought = _brought_back(merge.lost)
    reacted = {row.comment_id for row in brought if isinstance(row, Reaction)} - {None}
    handing_over.recount([kept, gone], reacted, discussions)
    tallies.record_followers(_followed(gone))
    _become_two(kept, gone, merge.before)
    text = f"Taken apart from person {gone.pk} again."
    CommenterNote.objects.create(commenter=kept, author=by, text=text, written_at=now)
    return True


def _give_back(merge: Merge) -> None:
    for label, pks in merge.moved.items():
        model = apps.get_model(label)
        column = handing_over.OWNED[model]
        rows = model.objects.filter(pk__in=pks, **{column: merge.kept_id})
        rows.update(**{column: merge.gone_id})


def _brought_back(lost: list[dict]) -> list:
    """Store the rows that went anew, but for those whose comment is no more; return them."""
    rows = [each.object for each in serializers.deserialize("python", lost)]
    standing = [row for row in rows if _has_all_it_points_to(row)]
    for row in standing:
        row.save(force_insert=True)
    return standing


def _has_all_it_points_to(row) -> bool:
    pointed = ((field, getattr(row, field.attname)) for field in row._meta.concrete_fields
               if field.is_relation)  # fmt: skip
    return all(
        key is None or field.related_model.objects.filter(pk=key).exists() for field, key in pointed
    )


def _followed(gone: Commenter) -> set[int]:
    follows = Follow.objects.in_discussions().filter(commenter=gone)
    return set(follows.values_list("discussion", flat=True))


def _become_two(kept: Commenter, gone: Commenter, before: dict) -> None:
    """Give each what was known of them, where nobody changed it since."""
    was, email = before["kept"], before["gone"]["verified_email"]
    if email and kept.verified_email == email:
        kept.verified_email = was["verified_email"]
    if kept.is_always_held == (was["is_always_held"] or gone.is_always_held):
        kept.is_always_held = was["is_always_held"]
    kept.first_seen_at = datetime.fromisoformat(was["first_seen_at"])
    kept.save(update_fields=["verified_email", "is_always_held", "first_seen_at"])
    is_free = not Commenter.objects.filter(verified_email__iexact=email or "").exists()
    gone.verified_email = email if is_free else None
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "verified_email"])

"""Several tags become one: articles keep what they are about, addresses go on leading somewhere."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.fields.json import KeyTextTransform
from taggit.utils import parse_tags

from .manuscript import tag_line
from .models import FormerAddress, Tag, TaggedArticle, WorkingCopy

KIND = "tags"  # of former_addresses.py


@transaction.atomic
def merge_tags(pks: Iterable[int], *, into: Tag) -> int:
    """Put ``into`` where these tags stand, and delete them; return how many became it."""
    tags = list(Tag.objects.exclude(pk=into.pk).filter(pk__in=list(pks)))
    merged = [tag.pk for tag in tags]
    tagged = TaggedArticle.objects.filter(tag__in=merged)
    articles = set(tagged.values_list("content_object", flat=True))
    articles -= set(into.tagged.values_list("content_object", flat=True))
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag=into, content_object_id=article) for article in sorted(articles)
    )
    FormerAddress.objects.filter(kind=KIND, object_id__in=merged).update(object_id=into.pk)
    FormerAddress.objects.bulk_create(
        [FormerAddress(kind=KIND, slug=tag.slug, object_id=into.pk) for tag in tags],
        update_conflicts=True,
        unique_fields=["kind", "slug"],
        update_fields=["object_id"],
    )
    _rename_where_it_is_typed({tag.name.lower() for tag in tags}, into=into)
    Tag.objects.filter(pk__in=merged).delete()
    return len(merged)


def _rename_where_it_is_typed(names: set[str], *, into: Tag) -> None:
    """Let unpublished changes not bring back the tags that are gone."""
    copies = WorkingCopy.objects.filter(manuscript__isnull=False)
    lines = copies.values_list("pk", KeyTextTransform("tags", "manuscript"))
    touched = [pk for pk, line in lines if names & {tag.lower() for tag in parse_tags(line)}]
    for copy in copies.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk"):
        typed = parse_tags(copy.manuscript["tags"])
        copy.manuscript["tags"] = tag_line(
            {into.name if tag.lower() in names else tag for tag in typed}
        )
        copy.save(update_fields=["manuscript"])

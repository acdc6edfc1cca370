"""Several tags become one: articles keep what they are about, addresses go on leading somewhere."""

from collections.abc import Iterable

from django.db import transaction

from .models import FormerAddress, Tag, TaggedArticle

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
    Tag.objects.filter(pk__in=merged).delete()
    return len(merged)

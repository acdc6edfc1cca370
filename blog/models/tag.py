"""What articles are about, in a word or two."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from blog.querysets import TagQuerySet

SLUG_LENGTH = 90  # characters; leaves room for the number that tells two equal ones apart


class Tag(TagBase):
    """A word that articles share. Made by being used; found in any case."""

    description = models.TextField(_("description"), max_length=500, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self):
        return reverse("blog:tag_detail", args=[self.slug])

    def slugify(self, tag, i=None):
        """Return an address that is never empty: “+++” has one too."""
        slug = slugify(tag, allow_unicode=True)[:SLUG_LENGTH] or "tag"
        return slug if i is None else f"{slug}_{i}"


class TaggedArticle(ItemBase):
    """That an article has a tag; by plain foreign keys, which the database can check."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey(
        "blog.Article", on_delete=models.CASCADE, related_name="tagged"
    )

    class Meta:
        verbose_name = _("tagged article")
        verbose_name_plural = _("tagged articles")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")
        ]

"""The departments of the site, one inside another."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.nesting import above, below
from blog.querysets import CategoryQuerySet


class Category(models.Model):
    """A department of the site; an article stands in one at most."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("inside"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), max_length=500, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="category_not_inside_itself",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blog:category_detail", args=[self.slug])

    def clean(self):
        super().clean()
        if self.pk and self.parent_id and self.parent_id in below(self.pk, _parents()):
            raise ValidationError({"parent": _("A category cannot stand inside itself.")})

    def family(self) -> "CategoryFamily":
        """Return who stands above and below this category; two queries at most."""
        parents = _parents()
        above_ids = above(self.pk, parents)
        ancestors = Category.objects.in_bulk(above_ids) if above_ids else {}
        return CategoryFamily(
            ancestors=[ancestors[pk] for pk in above_ids if pk in ancestors],
            ids=below(self.pk, parents),
        )


@dataclass(frozen=True)
class CategoryFamily:
    """``ancestors`` from the top down; ``ids`` of the category and all below it."""

    ancestors: list[Category]
    ids: set[int]


def _parents() -> dict[int, int | None]:
    return dict(Category.objects.values_list("pk", "parent_id"))

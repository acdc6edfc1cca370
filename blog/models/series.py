"""Articles that belong together in an order, and those that stand near each other by choice."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import PartQuerySet, SeriesQuerySet

from .article import Article


class Series(models.Model):
    """Articles to be read one after another."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), max_length=500, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("blog:series_detail", args=[self.slug])


class Part(models.Model):
    """The place of an article in its series; an article stands in one series at most."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="parts")
    article = models.OneToOneField(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="series_part"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts, in order")

    def __str__(self):
        return str(self.article)


class Recommendation(models.Model):
    """That somebody chose to show ``related`` below ``article``."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="recommendations")
    related = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles, in order; without any, the site chooses")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "related"], name="recommendation_once_an_article"
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")),
                name="recommendation_of_another_article",
            ),
        ]

    def __str__(self):
        return str(self.related)

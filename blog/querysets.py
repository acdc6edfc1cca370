"""Which articles and pages are whose to see. Every page, feed and sitemap starts from here."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Lower, TruncMonth
from django.utils import timezone


class ArticleQuerySet(models.QuerySet):
    def visible(self, now: datetime):
        """Articles that readers may see at ``now``; a scheduled one from its moment on."""
        return self.filter(status="published", published_at__lte=now)

    def scheduled(self, now: datetime):
        return self.filter(status="published", published_at__gt=now)

    def waiting(self):
        """Those that wait for an editor, or whose unpublished changes do."""
        return self.filter(Q(status="review") | Q(working_copy__is_in_review=True))

    def editable_by(self, user):
        """What ``user`` may change in the admin: everything, or what carries their own name."""
        if user.has_perm("blog.edit_all_articles"):
            return self
        return self.filter(pk__in=self.model.authors.through.objects.signed_by(user))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def tagged(self, tag):
        return self.filter(tagged__tag=tag)

    def published_in(self, year: int, month: int):
        """Of one month, in the site's time zone; by its bounds, so that the index serves."""
        first = date(year, month, 1)
        next_first = (first + timedelta(days=31)).replace(day=1)
        return self.filter(
            published_at__gte=_midnight(first), published_at__lt=_midnight(next_first)
        )

    def months(self):
        """Return rows of ``month`` and ``article_count``, the latest month first."""
        return (
            self.annotate(month=TruncMonth("published_at"))
            .values("month")
            .annotate(article_count=Count("pk"))
            .order_by("-month")
        )

    def neighbours(self, article):
        """Return the article before and the one after, None where there is none; one query."""
        place = (article.published_at, article.pk)
        same_moment = Q(published_at=article.published_at)
        older = Q(published_at__lt=article.published_at) | same_moment & Q(pk__lt=article.pk)
        newer = Q(published_at__gt=article.published_at) | same_moment & Q(pk__gt=article.pk)
        before = self.filter(older).newest_first().values("pk")[:1]
        after = self.filter(newer).order_by("published_at", "pk").values("pk")[:1]
        found = self.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).only(
            "title", "slug", "published_at"
        )
        places = {(other.published_at, other.pk) < place: other for other in found}
        return places.get(True), places.get(False)

    def for_lists(self):
        """With all that a card in a list shows, in a number of queries that does not grow."""
        return (
            self.select_related("cover", "category", "discussion")
            .prefetch_related(self._bylines())
            .defer("source", "html")
        )

    def for_reading(self):
        """With all that the article's own page shows."""
        return (
            self.select_related("cover", "category__parent", "discussion")
            .prefetch_related(self._bylines())
            .defer("source")
        )

    def for_feeds(self):
        return (
            self.select_related("cover").prefetch_related(self._bylines(), "tags").defer("source")
        )

    def _bylines(self):
        bylines = self.model._meta.get_field("bylines").related_model.objects
        return Prefetch("bylines", queryset=bylines.in_order())


class BylineQuerySet(models.QuerySet):
    def in_order(self):
        """With the authors and their portraits, in the order in which they are named."""
        return self.select_related("author__portrait").order_by("position", "pk")

    def signed_by(self, user):
        """Return the ids of the articles that carry the name of ``user``."""
        return self.filter(author__user_id=user.pk).values("article")


class CategoryQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by(Lower("name"), "pk")

    def used_by(self, articles):
        """Those in which one of ``articles`` stands."""
        return self.filter(Exists(articles.filter(category=OuterRef("pk"))))


class TagQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by(Lower("name"), "pk")

    def used_by(self, articles):
        """Those that one of ``articles`` carries: a draft's new tag shows nowhere."""
        return self.filter(Exists(articles.filter(tagged__tag=OuterRef("pk"))))


class PageQuerySet(models.QuerySet):
    def visible(self):
        return self.filter(is_published=True)

    def in_menu(self):
        return self.visible().filter(in_menu=True).order_by("position", "pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001

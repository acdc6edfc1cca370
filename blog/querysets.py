"""Which articles and pages are whose to see. Every page, feed and sitemap starts from here."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Lower, TruncMonth
from django.utils import timezone


def visible_at(now: datetime, path: str = "") -> Q:
    """Return the condition of being visible for the article that ``path`` leads to, as "article__"."""
    return Q(**{f"{path}status": "published", f"{path}published_at__lte": now})


class ArticleQuerySet(models.QuerySet):
    def visible(self, now: datetime):
        """Articles that readers may see at ``now``; a scheduled one from its moment on."""
        return self.filter(visible_at(now))

    def scheduled(self, now: datetime):
        return self.filter(status="published", published_at__gt=now)

    def appearances(self, now: datetime) -> list[datetime]:
        """Return the moments at which scheduled articles appear, and before them the last that passed."""
        moments = self.filter(status="published").values_list("published_at", flat=True)
        passed = moments.filter(published_at__lte=now).order_by("-published_at")[:1]
        return [*passed, *moments.filter(published_at__gt=now)]

    def waiting(self):
        """Those that wait for an editor, or whose unpublished changes do."""
        return self.filter(Q(status="review") | Q(working_copy__is_in_review=True))

    def editable_by(self, user):
        """What ``user`` may change in the admin: everything, or what carries their own name."""
        if user.has_perm("blog.edit_all_articles"):
            return self
        return self.filter(pk__in=self.model.authors.through.objects.signed_by(user))

    def known_to(self, user, now: datetime):
        """What ``user`` may be told the title of: what they may change, and what readers see."""
        return self.filter(visible_at(now) | Q(pk__in=self.editable_by(user).values("pk")))

    def featured(self):
        return self.filter(is_featured=True)

    def found(self):
        """Those that search engines shall list, here and not elsewhere."""
        return self.filter(is_noindex=False, canonical="")

    def with_working_title(self):
        """With ``working_title``, as it is being written; None where nothing is unsettled."""
        return self.annotate(working_title=KeyTextTransform("title", "working_copy__manuscript"))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def tagged(self, tag):
        return self.filter(tagged__tag=tag)

    def narrowed(self, author=None, category=None):
        """By one author, and in one category or those inside it; None: by and in any."""
        articles = self.filter(bylines__author=author) if author else self
        return articles.filter(category__in=category.family().ids) if category else articles

    def years(self) -> range:
        """Return the years from the latest article's to the first one's."""
        moments = self.values_list("published_at", flat=True)
        # Each end by itself: SQLite finds one in the index, and for both it reads all rows.
        ends = [moments.order_by(order).first() for order in ("published_at", "-published_at")]
        if None in ends:
            return range(0)
        first, last = (timezone.localtime(moment).year for moment in ends)
        return range(last, first - 1, -1)

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

    def for_lists(self):
        """With all that a card in a list shows, in a number of queries that does not grow."""
        return (
            self.select_related("cover", "category", "discussion")
            .prefetch_related(self._bylines())
            .defer("source", "html", "text")
        )

    def for_reading(self):
        """With all that the article's own page shows."""
        return (
            self.select_related(
                "cover", "social_picture", "category__parent", "discussion", "series_part__series"
            )
            .prefetch_related(self._bylines(), "tags")
            .defer("source", "text")
        )

    def for_conversation(self):
        """With what the discussion goes by, where all around it is drawn already."""
        return self.select_related("discussion").only("slug", "published_at", "discussion")

    def for_feeds(self):
        return (
            self.select_related("cover")
            .prefetch_related(self._bylines(), "tags")
            .defer("source", "text")
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


class SeriesQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by(Lower("title"), "pk")

    def used_by(self, articles):
        """Those of which readers see a part."""
        return self.filter(Exists(articles.filter(series_part__series=OuterRef("pk"))))


class PartQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")


class PageQuerySet(models.QuerySet):
    def visible(self):
        return self.filter(is_published=True)

    def found(self):
        """Those that search engines shall list, here and not elsewhere."""
        return self.filter(is_noindex=False, canonical="")

    def in_menu(self):
        return self.visible().filter(in_menu=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001

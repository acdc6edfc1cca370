"""What stands near an article: before and after it, with it in a series, and what to read next."""

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When

from .models import Article, Series
from .search.matching import Query, ranked
from .search.words import Word, read

RELATED_SHOWN = 3
CANDIDATES = 20  # that are looked at of each sort, so that the size of the site does not matter
TELLING_WORDS = 3  # of a title
TELLING = 4  # letters of a word in a title that says what an article is about
NEAR = ("title", "slug", "published_at")  # what is shown of them


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place among the parts of its series that readers see."""

    series: Series
    parts: list[Article]
    index: int

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def previous(self) -> Article | None:
        return self.parts[self.index - 1] if self.index else None

    @property
    def next(self) -> Article | None:
        return self.parts[self.number] if self.number < len(self.parts) else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    older: Article | None
    newer: Article | None
    series: Place | None


def parts_of(series: Series, among):
    """Return the articles of ``series``, in its order."""
    return among.filter(series_part__series=series).order_by("series_part__position", "pk")


def surroundings(article: Article, among) -> Surroundings:
    """Return what stands around ``article``, which came ``for_reading()``; one query for all of it."""
    place = (article.published_at, article.pk)
    same_moment = Q(published_at=article.published_at)
    older = Q(published_at__lt=article.published_at) | same_moment & Q(pk__lt=article.pk)
    newer = Q(published_at__gt=article.published_at) | same_moment & Q(pk__gt=article.pk)
    before = among.filter(older).newest_first().values("pk")[:1]
    after = among.filter(newer).order_by("published_at", "pk").values("pk")[:1]
    part = getattr(article, "series_part", None)
    near = Q(pk=Subquery(before)) | Q(pk=Subquery(after))
    if part:
        beside = parts_of(part.series, among).order_by().values("pk")
        near |= Q(pk__in=beside)
    found = among.filter(near).annotate(
        in_series=F("series_part__series"), position=F("series_part__position")
    )
    rows = sorted(found.only(*NEAR), key=lambda row: (row.published_at, row.pk))
    earlier = [row for row in rows if (row.published_at, row.pk) < place]
    later = [row for row in rows if (row.published_at, row.pk) > place]
    return Surroundings(
        older=earlier[-1] if earlier else None,
        newer=later[0] if later else None,
        series=_place(article, part, rows),
    )


def related(article: Article, among, near: Surroundings) -> list[Article]:
    """
    Return what to read next: what was chosen by hand, then what shares tags, the category or words.

    ``article`` came ``for_reading()``; the rest of its series is left out, since it is named anyway,
    and so are the articles before and after it, unless they were chosen.
    """
    chosen = article.recommendations.values("related")
    beside = [row.pk for row in (near.older, near.newer) if row]
    others = among.exclude(pk=article.pk).exclude(Q(pk__in=beside) & ~Q(pk__in=chosen))
    if part := getattr(article, "series_part", None):
        others = others.exclude(pk__in=part.series.parts.values("article"))
    tags = [tag.pk for tag in article.tags.all()]
    found = others.filter(
        Q(pk__in=chosen)
        | reduce(or_, (Q(pk__in=few) for few in _candidates(article, others, tags)))
    ).annotate(
        choice=Subquery(_choice(article)),
        shared=Count("tagged", filter=Q(tagged__tag__in=tags)) if tags else Value(0),
        is_beside=Case(
            When(category=article.category_id, category__isnull=False, then=1), default=0
        ),
    )
    order = (F("choice").asc(nulls_last=True), "-shared", "-is_beside", "-published_at", "-pk")
    return list(found.order_by(*order).only(*NEAR, "summary")[:RELATED_SHOWN])


def _choice(article: Article):
    return article.recommendations.filter(related=OuterRef("pk")).values("position")[:1]


def _candidates(article: Article, others, tags: list[int]):
    """Yield the ids of some that may be related, of each sort."""
    latest = others.newest_first().values("pk")
    yield latest.filter(tagged__tag__in=tags)[:CANDIDATES]
    if article.category_id:
        yield latest.filter(category=article.category_id)[:CANDIDATES]
    if words := _telling(article.title):
        alike = ranked(others, Query(words, any_of=True)).order_by("-rank", "-pk")
        yield alike.values("pk")[:CANDIDATES]


def _telling(title: str) -> tuple[Word, ...]:
    """Return its longest words: they are the rarest, so they say most and cost least to look for."""
    words = sorted(read(title), key=lambda word: -len(word.text))
    return tuple(
        replace(word, is_beginning=False)
        for word in words[:TELLING_WORDS]
        if len(word.text) >= TELLING
    )


def _place(article: Article, part, rows: list[Article]) -> Place | None:
    if part is None:
        return None
    parts = [row for row in rows if row.in_series == part.series_id]
    parts.append(article)
    article.position = part.position
    parts = sorted({row.pk: row for row in parts}.values(), key=lambda row: (row.position, row.pk))
    return Place(part.series, parts, [row.pk for row in parts].index(article.pk))

"""What articles know of themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.models import Article, Category
from blog.nearby import Surroundings, surroundings
from blog.words import reading_minutes
from content.markup import MAX_ARTICLE_OPENINGS
from tests.authors.make import make_author, make_editor
from tests.blog.make import HIDDEN, make_article, make_category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (230, 1), (345, 2), (2300, 10), (10**9, 4347826)]
)
def test_reading_takes_a_minute_at_least(words, minutes):
    assert reading_minutes(words) == minutes


def test_text_is_made_safe_when_it_is_written():
    article = make_article(source='<p onclick="x()">Three small words</p><script>alert(1)</script>')
    assert "script" not in article.html
    assert "onclick" not in article.html
    assert article.word_count == 3


def test_text_out_of_bounds_is_refused_and_changes_nothing():
    article = make_article(source="<p>Before</p>")
    with pytest.raises(ValueError):
        article.write("<p>x" * (MAX_ARTICLE_OPENINGS + 1))
    assert article.source == "<p>Before</p>"


def test_without_a_summary_the_text_describes_the_article():
    article = make_article(summary="", source="<h2>A</h2><p>" + "word " * 100 + "</p>")
    assert article.description.startswith("A word")
    assert article.description.endswith("…")


@pytest.mark.parametrize("status", HIDDEN)
def test_only_what_is_published_is_visible(status):
    article = make_article(status=status)
    now = timezone.now()
    assert not article.is_visible(now)
    assert not Article.objects.visible(now).exists()


def test_row_and_queryset_agree_at_the_very_moment():
    article = make_article()
    for distance in (timedelta(microseconds=-1), timedelta(0), timedelta(microseconds=1)):
        now = article.published_at + distance
        assert article.is_visible(now) == Article.objects.visible(now).exists()


def test_publishing_keeps_a_moment_that_was_chosen():
    article = make_article(
        status="draft", published_at=timezone.now() + timedelta(days=3), authors=[make_author()]
    )
    moment = article.published_at
    article.publish(by=make_editor(), now=timezone.now())
    article.refresh_from_db()
    assert article.published_at == moment
    assert article.is_scheduled(timezone.now())


def test_database_refuses_what_is_published_without_a_moment():
    article = make_article(status="draft", published_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status="published")


def test_category_cannot_stand_inside_itself():
    top = make_category()
    inner = make_category(parent=make_category(parent=top))
    top.parent = inner
    with pytest.raises(ValidationError):
        top.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.filter(pk=top.pk).update(parent=top.pk)


@pytest.mark.parametrize("name", ["+++", "🦊", "日本", "x" * 100, "C++", "Ü"])
def test_every_tag_has_an_address(client, name):
    article = make_article(tags=[name])
    tag = article.tags.get()
    assert tag.slug
    assert client.get(tag.get_absolute_url()).status_code == 200
    assert client.get(article.get_absolute_url()).status_code == 200


def test_tags_are_the_same_in_any_case():
    first, second = make_article(tags=["Science"]), make_article(tags=["science"])
    assert first.tags.get() == second.tags.get()


def test_neighbours_are_those_that_readers_may_see():
    now = timezone.now()
    older, middle, newer = (
        make_article(published_at=now - timedelta(days=days)) for days in (9, 6, 3)
    )
    for status, days in (("draft", 8), ("trashed", 5), ("archived", 4)):
        make_article(status=status, published_at=now - timedelta(days=days))
    visible = Article.objects.visible(now)
    assert surroundings(middle, visible) == Surroundings(older, newer, series=None)
    assert surroundings(older, visible) == Surroundings(None, middle, series=None)

"""The best are the same by whichever way a database goes to find them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Article
from blog.search import best, words
from blog.search.kinds import Narrowing, kinds
from comments.models import Comment
from tests.authors.make import make_author
from tests.blog.make import make_article, make_category
from tests.comments.make import make_comment

pytestmark = pytest.mark.django_db

NEVER, ALWAYS = 2.0, 0.0  # the share of the sample above which a word is common
WAYS = [pytest.param(NEVER, id="by the words"), pytest.param(ALWAYS, id="through the rows")]


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """Each of the two ways that PostgreSQL may go; SQLite has one."""
    monkeypatch.setattr(best, "COMMON", request.param)
    monkeypatch.setattr(best, "SAMPLED", 100)


def keys(kind: str, typed: str, *, most: int = 100, **narrowing) -> list[int]:
    [asked] = [each for each in kinds() if each.name == kind]
    rows = asked.public(timezone.now(), Narrowing(**narrowing))
    return best.best(rows, words.read(typed), most=most)


@pytest.mark.usefixtures("way")
def test_the_better_come_first_and_the_newer_of_two_that_are_equal():
    texts = [make_article(source=f"<p>A tide {number}</p>").pk for number in range(3)]
    title = make_article(title="The tide").pk
    make_article(title="Ebb")
    assert keys("articles", "tide") == [title, *reversed(texts)]
    assert keys("articles", "zebra") == []


@pytest.mark.usefixtures("way")
def test_of_more_than_are_counted_the_newest_are_found_and_those_with_the_words_in_their_titles():
    title = make_article(title="The tide").pk
    texts = [make_article(source="<p>A tide</p>").pk for _ in range(6)]
    assert keys("articles", "tide", most=3) == [title, *texts[:1:-1]]


@pytest.mark.usefixtures("way")
def test_hidden_rows_take_no_place_of_others():
    shown = [make_article(source="<p>A tide</p>").pk for _ in range(3)]
    for status in ("draft", "scheduled", "archived", "trashed"):
        make_article(status=status, source="<p>A tide</p>")
    assert keys("articles", "tide", most=2) == shown[::-1]
    Article.objects.filter(pk=shown[1]).update(status="archived")
    assert keys("articles", "tide", most=2) == [shown[2], shown[0]]


@pytest.mark.usefixtures("way")
def test_comments_are_found_where_their_article_is():
    article, hidden = make_article(), make_article()
    said = [make_comment(article=article, source="A tide").pk for _ in range(3)]
    make_comment(article=hidden, source="A tide")
    make_comment(article=article, source="A tide", status="pending")
    Article.objects.filter(pk=hidden.pk).update(status="draft")
    assert keys("comments", "tide") == said[::-1]
    assert keys("comments", "tide", most=1) == said[:0:-1]
    Comment.objects.filter(pk=said[2]).update(status="spam")
    assert keys("comments", "tide", most=1) == said[1::-1]


@pytest.mark.usefixtures("way")
def test_what_a_reader_narrowed_to_is_found_among_many_others():
    wanda, sea = make_author(), make_category()
    last_year = timezone.now() - timedelta(days=366)
    [of_wanda] = [make_article(title="Tide", authors=[wanda, make_author()]).pk]
    [at_sea] = [make_article(title="Tide", category=sea).pk]
    [old] = [make_article(title="Tide", published_at=last_year).pk]
    others = [make_article(title="Tide").pk for _ in range(4)]
    assert keys("articles", "tide", author=wanda, most=2) == [of_wanda]
    assert keys("articles", "tide", category=sea, most=2) == [at_sea]
    assert keys("articles", "tide", year=last_year.year, most=2) == [old]
    assert keys("articles", "tide", year=timezone.now().year, most=9) == [
        *others[::-1],
        at_sea,
        of_wanda,
    ]


@pytest.mark.usefixtures("way")
def test_among_no_rows_nothing_is_found():
    make_article(title="Tide")
    assert best.best(Article.objects.none(), words.read("tide"), most=2) == []

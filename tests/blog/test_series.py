"""What stands near an article: its series, what to read next, what leads the home page."""

import re

import pytest

from blog.models import Article, Part, Recommendation, Series
from blog.nearby import Surroundings, related
from tests.authors.make import make_author
from tests.blog.make import HIDDEN, make_article, make_category, make_picture
from tests.comments.make import make_comment

pytestmark = pytest.mark.django_db

NOTHING_NEAR = Surroundings(older=None, newer=None, series=None)


def make_series(*articles, slug: str = "way", title: str = "The way") -> Series:
    series = Series.objects.create(title=title, slug=slug)
    for position, article in enumerate(articles):
        Part.objects.create(series=series, article=article, position=position)
    return series


def box(client, article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    found = re.search(r'<nav class="series-box".*?</nav>', page, re.DOTALL)
    return found[0] if found else ""


def next_to(article, near: Surroundings | None = None) -> list[Article]:
    for_reading = Article.objects.for_reading().get(pk=article.pk)
    return related(for_reading, Article.objects.filter(status="published"), near or NOTHING_NEAR)


def test_a_part_names_its_place_and_its_neighbours(client):
    third, first, second = (make_article(title=f"Part {n}") for n in (3, 1, 2))
    make_series(first, second, third)
    words = box(client, second)
    assert 'Part 2 of 3 in <a href="/series/way/">The way</a>' in words
    assert words.index(f'rel="prev" href="{first.get_absolute_url()}"') < words.index(
        f'rel="next" href="{third.get_absolute_url()}"'
    )
    assert 'rel="prev"' not in box(client, first)
    assert 'rel="next"' not in box(client, third)


@pytest.mark.parametrize("status", HIDDEN)
def test_a_part_that_readers_cannot_see_is_not_counted(client, status):
    first, hidden, third = (
        make_article(),
        make_article(status=status, title="Unheard"),
        make_article(),
    )
    make_series(first, hidden, third)
    assert "Part 2 of 2" in box(client, third)
    for page in (box(client, first), client.get("/series/way/").content.decode()):
        assert "Unheard" not in page


def test_a_series_lists_its_parts_in_order(client):
    second, first = make_article(title="Later told"), make_article(title="First told")
    make_series(first, second)
    page = client.get("/series/way/").content.decode()
    assert page.index("First told") < page.index("Later told")


def test_a_series_that_has_nothing_to_read_is_not_found(client):
    make_series(make_article(status="draft"))
    assert client.get("/series/way/").status_code == 404
    assert b"/series/way/" not in client.get("/sitemap.xml").content


def test_what_stands_before_and_after_it_is_not_named_again_unless_it_was_chosen():
    article, older, newer, other = (make_article(tags=["a"]) for _ in range(4))
    near = Surroundings(older, newer, series=None)
    assert next_to(article, near) == [other]
    Recommendation.objects.create(article=article, related=older, position=0)
    assert next_to(article, near) == [older, other]


def test_what_was_chosen_by_hand_comes_first_in_its_order():
    article, other, chosen, also = (make_article(tags=["a"]) for _ in range(4))
    for position, each in enumerate([also, chosen]):
        Recommendation.objects.create(article=article, related=each, position=position)
    assert next_to(article) == [also, chosen, other]


def test_else_tags_count_more_than_the_category_and_that_more_than_words():
    category = make_category()
    article = make_article(title="What lighthouses say", tags=["a", "b"], category=category)
    words = make_article(title="Lighthouses again")
    beside = make_article(category=category)
    one = make_article(tags=["a"])
    two = make_article(tags=["a", "b"])
    assert next_to(article) == [two, one, beside]
    two.delete()
    assert next_to(article) == [one, beside, words]


@pytest.mark.parametrize("status", HIDDEN)
def test_nothing_hidden_is_recommended(client, status):
    article = make_article(tags=["a"])
    hidden = make_article(tags=["a"], status=status, title="Unheard")
    Recommendation.objects.create(article=article, related=hidden)
    assert "Unheard" not in client.get(article.get_absolute_url()).content.decode()


def test_the_rest_of_its_series_is_not_recommended():
    article, part, other = (make_article(tags=["a"]) for _ in range(3))
    make_series(article, part)
    assert next_to(article) == [other]


def test_the_newest_featured_article_leads_the_home_page_once(client):
    featured = make_article(title="Featured", is_featured=True)
    make_article(title="Newest")
    page = client.get("/").content.decode()
    lead = re.search(r'<article class="card card-lead".*?</article>', page, re.DOTALL)[0]
    assert "Featured" in lead
    assert page.count(f'class="card-title"><a href="{featured.get_absolute_url()}"') == 1


def test_a_hidden_featured_article_leads_nothing(client):
    make_article(title="Unheard", is_featured=True, status="draft")
    make_article()
    assert b"Unheard" not in client.get("/").content


def test_readers_are_told_of_an_update_only_when_somebody_says_so(client):
    article = make_article(correction="It was nine fathoms.")
    assert b"Updated" not in client.get(article.get_absolute_url()).content
    article.revise(now=article.published_at)
    article.save()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Updated on" in page
    assert "It was nine fathoms." in page


def test_a_page_in_a_series_with_related_articles_needs_twelve_queries(
    client, django_assert_max_num_queries
):
    authors = [make_author(portrait=make_picture())]
    articles = [
        make_article(tags=["a"], category=make_category(), authors=authors) for _ in range(6)
    ]
    make_comment(parent=make_comment(article=articles[1]))
    make_series(*articles[:3])
    Recommendation.objects.create(article=articles[1], related=articles[4])
    with django_assert_max_num_queries(12):
        client.get(articles[1].get_absolute_url())

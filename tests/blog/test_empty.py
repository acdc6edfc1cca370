"""A site on its first day: nothing is written yet, and every page is whole and says so."""

import pytest

from tests.blog.make import make_article, make_category
from tests.html import flaws

pytestmark = pytest.mark.django_db

EMPTY = ["/", "/archive/", "/authors/", "/categories/bare/"]


@pytest.mark.parametrize("path", EMPTY)
def test_empty_page_says_so_and_is_valid(client, path):
    make_category(slug="bare")
    html = client.get(path).text
    assert 'class="empty"' in html
    assert flaws(html) == []


@pytest.mark.parametrize("number", [1, 2, 4])
def test_front_page_of_few_articles_is_valid(client, number):
    for _ in range(number):
        make_article()
    html = client.get("/").text
    assert html.count('<article class="card') == number
    assert "Latest comments" in html
    assert flaws(html) == []

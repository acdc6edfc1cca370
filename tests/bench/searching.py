"""What somebody who looks for words waits for, among 10,000 articles and 100,000 comments."""

import itertools
import statistics
from collections.abc import Iterator
from urllib.parse import urlencode

import brotli

from tests.site import Site

from . import ground
from .load import Client
from .table import Row

ROUNDS = 5
REQUESTS = 4  # a round
# What is asked for: a word of five articles, one of 200, one of all texts and a tenth of the titles, …
ASKED = {
    "a word of few": {"q": "quokka"},
    "a word of 200 articles": {"q": "heron"},
    "a word of all": {"q": "harbour"},
    "two words of all": {"q": "harbour lantern"},
    "six words of all": {"q": "harbour lantern winter letter stone morning"},
    "a word of all, of one year": {"q": "harbour", "year": "2024"},
    "a word of all, by one author": {"q": "harbour", "author": "writer-7"},
    "a word of all, in one category": {"q": "harbour", "category": "field-3"},
    "a word of all, the fifth page of articles": {"q": "harbour", "in": "articles", "page": "5"},
}


def searches(site: Site) -> Iterator[Row]:
    """The whole page of results, as it arrives: nobody keeps a copy of it."""
    print("Writing 10,000 articles of 600 words …", flush=True)
    ground.run(site, ARTICLES)
    client = Client(site)
    costs = {name: [] for name in ASKED}
    for _, (name, asked) in itertools.product(range(ROUNDS), ASKED.items()):
        page = f"/search/?{urlencode(asked)}"
        costs[name].append(client.cost(lambda: client.ask(page), times=REQUESTS))  # noqa: B023
    for name, asked in ASKED.items():
        page = brotli.decompress(client.ask(f"/search/?{urlencode(asked)}"))
        walls = [cost.wall for cost in costs[name]]
        cpu = statistics.median(cost.cpu for cost in costs[name])
        how = f"{cpu:.0f} ms of the site's CPU; {page.count(b'class="found')} shown"
        yield Row(f"searching for {name}", statistics.median(walls), "ms", "≤ 50", walls, how)


ARTICLES = """
import random
from datetime import timedelta
from django.utils import timezone
from authors.models import Author
from blog.models import Article, Byline, Category
chance, now = random.Random(1), timezone.now()
syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
often = [1 / (place + 10) for place in range(len(vocabulary))]
everywhere = ["harbour", "lantern", "winter", "letter", "stone", "morning"]
authors = Author.objects.bulk_create(
    Author(name=f"Writer {n}", slug=f"writer-{n}") for n in range(20)
)
fields = Category.objects.bulk_create(
    Category(name=f"Field {n}", slug=f"field-{n}") for n in range(12)
)
def written(n):
    words = chance.choices(vocabulary, often, k=594) + everywhere
    words += ["heron"] * (n % 50 == 0) + ["quokka"] * (n % 2_000 == 0)
    chance.shuffle(words)
    text = " ".join(words)
    title = " ".join(chance.choices(vocabulary, often, k=5) + everywhere[: n % 10 == 0])
    return Article(
        title=title, slug=f"searched-{n}", summary=" ".join(chance.choices(vocabulary, often, k=25)),
        text=text, html=f"<p>{text}</p>", source=f"<p>{text}</p>", word_count=len(words),
        category=fields[n % 12], status="published", published_at=now - timedelta(hours=5 * n),
    )
for start in range(0, 10_000, 500):
    articles = Article.objects.bulk_create(written(n) for n in range(start, start + 500))
    Byline.objects.bulk_create(
        Byline(article=article, author=authors[n % 20], position=0) for n, article in enumerate(articles)
    )
"""

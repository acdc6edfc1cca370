"""What a reader's browser fetches of an article before anything is reached for; images and fonts apart."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from comments.tree.seeding import seed
from config.bundles import SUFFIXES, together
from tests.blog.make import make_article

pytestmark = pytest.mark.django_db

MOST = 60_000  # bytes, compressed: DESIGN's bound for the page with 32 comments
FORM = {"forms.bundle.js", "forms.bundle.css"}


@pytest.fixture
def page(client) -> str:
    article = make_article(slug="few", source="<p>" + "Some words to read. " * 180 + "</p>")
    seed(article, count=32, seed=1, pending=0, now=timezone.now())
    return client.get("/articles/few/").text


def files(page: str, attributes: str) -> list[Path]:
    """Return the style sheets and scripts that these attributes name."""
    values = " ".join(re.findall(rf'(?:{attributes})="([^"]+)"', page)).split()
    names = [value.removeprefix("/static/") for value in values if value.endswith((".css", ".js"))]
    return [Path(finders.find(name)) for name in names]


def served(file: Path) -> bytes:
    return together(file).encode() if file.name.endswith(SUFFIXES) else file.read_bytes()


def test_an_article_with_32_comments_is_light(page):
    begun_with = set(files(page, "src|href"))
    sizes = [len(brotli.compress(served(file))) for file in begun_with]
    assert len(brotli.compress(page.encode())) + sum(sizes) <= MOST


def test_what_a_form_needs_comes_with_the_form(page):
    assert not FORM & {file.name for file in files(page, "src|href")}
    assert {file.name for file in files(page, "data-files")} >= FORM


def test_a_page_with_a_form_begins_with_all_that_the_form_needs(page, client):
    writing = client.get("/articles/few/reply/").text
    assert {file.name for file in files(writing, "src|href")} >= FORM
    assert not files(writing, "data-files")

"""Previews: what is typed, as readers would see it, for whoever has the link as long as it opens."""

import pytest
from django.core.signing import TimestampSigner
from django.urls import reverse
from django.utils import timezone

from blog import previews, writing
from blog.manuscript import settled
from blog.models import Article, Series, WorkingCopy
from tests.authors.make import make_editor, signed_in
from tests.blog.make import make_article

from .desk import at, form

pytestmark = pytest.mark.django_db


def preview_path(article) -> str:
    return reverse("blog:preview", args=[previews.token_for(WorkingCopy.of(article))])


def test_preview_shows_what_is_typed_to_whoever_has_the_link(client):
    article = make_article(status="draft", source="<p>Old.</p>", published_at=None)
    manuscript = settled(article) | {"source": "<p>New<script>x</script>.</p>", "tags": "sea"}
    writing.keep(
        article=article, manuscript=manuscript, version=0, by=make_editor(), now=timezone.now()
    )
    response = client.get(preview_path(article))
    page = response.content.decode()
    assert "<p>New.</p>" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert "data-comment-form" not in page
    assert Article.objects.get().html == "<p>Old.</p>"
    assert client.get(f"/articles/{article.slug}/").status_code == 404


@pytest.mark.parametrize("status", ["draft", "published"])
def test_preview_shows_what_readers_would_see_around_the_text(status):
    first, article = make_article(title="The first part"), make_article(status=status)
    series = Series.objects.create(title="Of lamps", slug="lamps")
    for position, part in enumerate((first, article)):
        series.parts.create(article=part, position=position)
    article.recommendations.create(related=make_article(title="Read this next"))
    client = signed_in(make_editor())
    moment = {"published_at_0": "2031-05-04", "published_at_1": "10:00"}
    typed = form(version="0", is_revised="on", correction="We erred.", **moment)
    client.post(at("autosave", article), typed)
    shown = client.get(at("preview", article)).content.decode()
    for words in ("2031-05-04", "Updated on", "We erred.", "Part 2 of 2", "Read this next"):
        assert words in shown, words
    assert Article.objects.get(pk=article.pk).revised_at is None


@pytest.mark.parametrize("day", ["", "never", "31.2.2031"])
def test_preview_of_what_has_no_moment_is_of_today(day):
    article = make_article(status="draft", published_at=None)
    client = signed_in(make_editor())
    client.post(at("autosave", article), form(version="0", published_at_0=day))
    shown = client.get(at("preview", article)).content.decode()
    assert f'datetime="{timezone.localtime():%Y-%m-%d}' in shown


def test_preview_of_what_nobody_can_render_shows_the_rest(client):
    article = make_article(status="draft", published_at=None)
    manuscript = settled(article) | {"source": "<b>" * 3000, "cover": "x", "authors": ["9", "y"]}
    writing.keep(
        article=article, manuscript=manuscript, version=0, by=make_editor(), now=timezone.now()
    )
    assert client.get(preview_path(article)).status_code == 200


def test_preview_link_expires_and_opens_one_door_only(client, monkeypatch):
    article = make_article(status="draft")
    path = preview_path(article)
    assert client.get(path[:-2] + "x/").status_code == 404
    other = TimestampSigner(salt="something else").sign_object(article.pk)
    assert client.get(reverse("blog:preview", args=[other])).status_code == 404
    monkeypatch.setattr(previews, "DAYS", -1)
    assert client.get(path).status_code == 404


def test_links_given_so_far_can_be_made_void(client):
    article = make_article(status="draft")
    old = preview_path(article)
    writing.void_links(article=article)
    new = preview_path(article)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_preview_of_trash_opens_no_more(client):
    article = make_article(status="trashed")
    assert client.get(preview_path(article)).status_code == 404

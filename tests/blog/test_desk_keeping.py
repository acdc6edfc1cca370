"""What is typed at the desk is kept as it is typed, and of two who write neither loses a word."""

import pytest
from django.utils import timezone

from blog import writing
from blog.manuscript import settled
from blog.models import Article, WorkingCopy
from tests.authors.make import make_editor, make_writer, signed_in
from tests.blog.make import make_article, make_picture

from .desk import BEGIN, at, change_path, errors_in, form

pytestmark = pytest.mark.django_db


def test_autosave_begins_a_draft_and_goes_on_with_it():
    writer = make_writer()
    client = signed_in(writer.user)
    first = client.post(BEGIN, form(title="Of lamps", slug="")).json()
    again = client.post(first["autosave"], form(title="Of two lamps", version=first["version"]))
    article = Article.objects.get()
    assert again.json()["version"] == first["version"] + 1
    assert article.status == "draft"
    assert WorkingCopy.of(article).manuscript["title"] == "Of two lamps"
    assert "Of two lamps" in client.get("/admin/blog/article/").content.decode()


def test_autosave_keeps_what_is_not_right_yet():
    article = make_article()
    fields = form(slug="not a slug", published_at_0="never", version="0")
    client = signed_in(make_editor())
    assert client.post(at("autosave", article), fields).status_code == 200
    assert b'value="not a slug"' in client.get(change_path(article)).content


def test_a_link_to_a_draft_is_found_also_as_a_browser_copies_it(settings):
    draft, article = make_article(slug="a-draft", status="draft"), make_article()
    source = f'<p><a href="{settings.SITE_URL}{draft.get_absolute_url()}">It</a></p>'
    fields = form(source=source, version="0")
    answer = signed_in(make_editor()).post(at("autosave", article), fields).json()
    assert any("“a-draft”" in finding for finding in answer["findings"])


@pytest.mark.parametrize("version", ["", "7", "-1", "x", "9" * 30])
def test_autosave_does_not_write_over_another_version(version):
    article = make_article()
    response = signed_in(make_editor()).post(at("autosave", article), form(version=version))
    assert response.status_code == 409
    assert not WorkingCopy.of(article).is_pending


def test_autosave_says_what_is_too_long():
    article = make_article()
    fields = form(title="x" * 5_000, version="0")
    response = signed_in(make_editor()).post(at("autosave", article), fields)
    assert (response.status_code, response.json()) == (413, {"too_long": "title"})


def test_saving_over_a_newer_version_shows_both_and_then_keeps_both():
    article = make_article(source="<p>Old words.</p>")
    mei, wanda = make_editor(), make_editor()
    mei_writes = settled(article) | {"source": "<p>Words of Mei.</p>"}
    writing.keep(article=article, manuscript=mei_writes, version=0, by=mei, now=timezone.now())
    client = signed_in(wanda)
    fields = form(source="<p>Words of Wanda.</p>", version="0", _publish="1", bylines=[])
    page = client.post(change_path(article), fields).content.decode()
    assert "saved a newer version" in page
    assert "<del>Mei</del>" in page
    assert "<ins>Wanda</ins>" in page
    assert Article.objects.get().html == "<p>Old words.</p>"
    fields |= {"version": "1", "replaces": "1", "bylines_0": make_writer().pk}
    response = client.post(change_path(article), fields)
    assert response.status_code == 302, errors_in(response)
    assert Article.objects.get().html == "<p>Words of Wanda.</p>"
    aside = article.history.get(history_change_reason="set aside")
    assert aside.manuscript["source"] == "<p>Words of Mei.</p>"


def test_giving_way_keeps_ones_own_words_as_a_revision():
    article = make_article()
    client = signed_in(make_editor())
    client.post(at("move", article), form(deed="give_way", source="<p>Mine.</p>", version="9"))
    assert article.history.get().manuscript["source"] == "<p>Mine.</p>"


def test_a_picture_that_was_erased_is_missed_before_readers_do():
    article, picture = make_article(status="draft"), make_picture()
    client = signed_in(make_editor())
    source = f'<figure><img src="{picture.file.url}" alt="A lamp"></figure>'

    def said():
        fields = form(source=source, version=WorkingCopy.of(article).version)
        return client.post(at("autosave", article), fields).json()["findings"]

    assert not any("library" in finding for finding in said())
    picture.delete()
    source += "<p>More.</p>"
    assert any("1 picture is no longer in the library" in finding for finding in said())

"""How what lies at the desk becomes public, now or at its moment, and what stays behind."""

import pytest
from django.test import Client
from django.utils import timezone

from blog.manuscript import settled
from blog.models import Article, SiteSettings, WorkingCopy
from tests.authors.make import make_editor, make_writer, signed_in
from tests.blog.make import make_article

from .desk import at, change_path, errors_in, form, untouched

pytestmark = pytest.mark.django_db


def test_published_article_changes_when_its_changes_are_published():
    writer = make_writer()
    article = make_article(source="<p>Old.</p>", slug="lamps", tags=["old"], authors=[writer])
    client = signed_in(make_editor())
    fields = form(slug="lamps", source="<p>New.</p>", tags="new", version="0", bylines=[writer])
    fields |= {"published_at_0": "2020-01-01", "published_at_1": "10:00:00"}
    client.post(change_path(article), fields | {"_save": "1"})
    readers = Client()
    assert b"<p>Old.</p>" in readers.get("/articles/lamps/").content
    assert [tag.name for tag in article.tags.all()] == ["old"]
    form_page = client.get(change_path(article)).content.decode()
    assert "New." in form_page
    response = client.post(change_path(article), fields | {"_publish": "1", "version": "1"})
    assert response.status_code == 302, errors_in(response)
    assert b"<p>New.</p>" in readers.get("/articles/lamps/").content
    assert [tag.name for tag in article.tags.all()] == ["new"]


def test_a_new_moment_is_kept_with_the_other_changes():
    article = make_article(status="scheduled", authors=[make_writer()])
    moment = article.published_at
    client = signed_in(make_editor())
    fields = form(version="0", published_at_0="2999-01-02", published_at_1="10:00:00")
    client.post(change_path(article), fields)
    assert Article.objects.get().published_at == moment
    assert b'value="2999-01-02"' in client.get(change_path(article)).content


def test_draft_is_saved_without_what_readers_need():
    response = signed_in(make_editor()).post(
        "/admin/blog/article/add/", form(title="", slug="", source="")
    )
    assert response.status_code == 302
    assert Article.objects.get().slug == "draft"


def test_publishing_names_what_lacks():
    response = signed_in(make_editor()).post(
        "/admin/blog/article/add/", form(title="", slug="", source="", _publish="1")
    )
    assert all(word in errors_in(response) for word in ("title", "text", "author"))
    assert not Article.objects.exists()


def test_what_somebody_trashed_meanwhile_is_not_published_and_its_words_are_given_back():
    article = make_article(status="draft", authors=[make_writer()])
    client = signed_in(make_editor())
    article.trash(by=make_editor(), now=timezone.now())
    answer = client.post(change_path(article), form(_publish="1", source="<p>Typed meanwhile</p>"))
    assert answer.status_code == 200
    assert "in the trash" in errors_in(answer)
    assert b"Typed meanwhile" in answer.content
    assert Article.objects.get().status == "trashed"


def test_an_unfinished_article_with_a_moment_ahead_is_scheduled():
    writer = make_writer()
    article = make_article(status="draft", published_at=None)
    fields = form(_publish="1", bylines=[writer], version="0")
    fields |= {"published_at_0": "2999-01-01", "published_at_1": "10:00:00"}
    client = signed_in(make_editor())
    client.post(change_path(article), fields)
    assert Article.objects.get().is_scheduled(timezone.now())
    assert b"A title" in client.get("/admin/blog/article/schedule/").content


def test_trash_is_left_out_of_the_list_and_undone_with_a_button():
    article = make_article(title="Gone things")
    client = signed_in(make_editor())
    client.post(at("move", article), {"deed": "trash"})
    assert b"Take it out again" in client.get(change_path(article)).content
    assert b"Gone things" not in client.get("/admin/blog/article/").content
    assert b"Gone things" in client.get("/admin/blog/article/?state=trashed").content
    client.post(at("move", article), {"deed": "untrash"})
    assert Article.objects.get().status == "published"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", "Of other lamps"),
        ("summary", "Another summary."),
        ("source", "<p>Other words.</p>"),
        ("language", "de"),
        ("published_at_0", "2020-01-02"),
        ("correction", "It was another lamp."),
        ("seo_title", "Lamps"),
        ("is_featured", "on"),
    ],
)
def test_each_change_of_what_readers_see_is_kept_for_later(field, typed):
    article = make_article(slug="lamps", authors=[make_writer()])
    fields = {**settled(article), field: typed}
    editor = make_editor()
    signed_in(editor).post(change_path(article), sent(fields))
    copy = WorkingCopy.of(article)
    assert copy.manuscript[field] == typed
    assert settled(Article.objects.get()) == settled(article)
    fields[field] = settled(article)[field]
    signed_in(editor).post(change_path(article), sent(fields, version=copy.version))
    assert WorkingCopy.of(article).manuscript is None


def sent(manuscript: dict, *, version: int = 0) -> dict:
    """Return a manuscript as the form sends it."""
    authors = {f"bylines_{place}": key for place, key in enumerate(manuscript["authors"])}
    ticked = {name: value for name, value in manuscript.items() if value and name != "authors"}
    return ticked | authors | {"version": version, "slug": manuscript["slug"]}


def test_a_form_that_nobody_changed_says_what_is_stored_in_every_language():
    names = ["finding the way", "clocks", "history"]
    article = make_article(tags=names, authors=[make_writer()])
    SiteSettings.objects.create(language="de")
    client = signed_in(make_editor())
    page = untouched(client.get(change_path(article)))
    assert page["published_at_0"] == f"{timezone.localtime(article.published_at):%d.%m.%Y}"
    assert page["tags"] == '"finding the way", clocks, history'
    client.post(change_path(article), page | {"_save": "1"})
    assert WorkingCopy.of(article).manuscript is None


def test_two_drafts_of_one_title_are_both_saved():
    make_article(slug="lamps")
    client = signed_in(make_editor())
    response = client.post("/admin/blog/article/add/", form(title="Lamps", slug="lamps"))
    assert response.status_code == 302, errors_in(response)
    draft = Article.objects.get(title="Lamps")
    assert draft.slug == "lamps-2"
    again = form(title="Lamps", slug="lamps", version="1")
    response = client.post(change_path(draft), again)
    assert response.status_code == 302, errors_in(response)
    assert Article.objects.get(title="Lamps").slug == "lamps-2"
    response = client.post(change_path(draft), again | {"version": "2", "_publish": "1"})
    assert "already exists" in errors_in(response)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_moment_that_no_zone_can_say_is_refused(settings, day):
    settings.TIME_ZONE = "Europe/Berlin"
    fields = form(published_at_0=day, published_at_1="00:00:00")
    response = signed_in(make_editor()).post("/admin/blog/article/add/", fields)
    assert "valid date" in errors_in(response)

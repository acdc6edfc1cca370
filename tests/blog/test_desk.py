"""The desk's own addresses, from inside and from every outside there is."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog import previews, writing
from blog.manuscript import settled
from blog.models import Article, Series, SiteSettings, WorkingCopy
from content.images import MAX_BYTES
from content.models import Image
from tests.authors.make import make_author, make_editor, make_group, make_user, make_writer
from tests.blog.make import make_article, make_picture
from tests.content.make import bomb_png, picture, upload

from .test_admin import change_path, errors_in, form, signed_in

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/blog/article/pictures/upload/"
LIBRARY = "/admin/blog/article/pictures/"
BEGIN = "/admin/blog/article/begin/"


def at(name: str, article, *rest) -> str:
    return reverse(f"admin:blog_article_{name}", args=[article.pk, *rest])


def make_revision(article):
    article.record("saved", by=make_editor(), now=timezone.now())
    return article.history.first()


def addresses(article) -> dict[str, tuple[str, str]]:
    """Every address below one article: how it is asked, and where it is."""
    revision = make_revision(article)
    return {
        "change": ("get", at("change", article)),
        "save": ("post", at("change", article)),
        "autosave": ("post", at("autosave", article)),
        "preview": ("get", at("preview", article)),
        "move": ("post", at("move", article)),
        "history": ("get", at("history", article)),
        "compare": ("get", at("revision", article, revision.pk)),
        "compare with now": ("get", at("revision", article, revision.pk) + "?with=now"),
        "restore": ("post", at("restore", article, revision.pk)),
    }


def make_reader_of_the_desk():
    """Somebody who may look at articles, and signs none."""
    return make_user(is_staff=True, groups=[make_group("Lookers", "view_article")])


@pytest.mark.parametrize("who", ["visitor", "reader", "looker", "another writer"])
def test_nobody_else_reaches_an_article_at_any_of_its_addresses(who):
    article = make_article(status="draft", source="<p>Secret words.</p>", authors=[make_writer()])
    client = {
        "visitor": Client,
        "reader": lambda: signed_in(make_user()),
        "looker": lambda: signed_in(make_reader_of_the_desk()),
        "another writer": lambda: signed_in(make_writer("Olga").user),
    }[who]()
    before = Article.objects.values().get()
    for name, (method, path) in addresses(article).items():
        response = getattr(client, method)(path, form(deed="trash", source="<p>Taken</p>"))
        assert response.status_code in (302, 403, 404), name
        assert b"Secret" not in response.content, name
    assert Article.objects.values().get() == before
    assert not WorkingCopy.objects.exists()


def test_its_writer_reaches_all_of_them():
    writer = make_writer()
    article = make_article(status="draft", authors=[writer])
    client = signed_in(writer.user)
    for name, (method, path) in addresses(article).items():
        response = getattr(client, method)(path, form(deed="review", version="0"))
        assert response.status_code in (200, 302, 409), name
        assert "/login/" not in response.headers.get("Location", ""), name


def test_a_revision_is_reached_through_its_own_article_alone():
    writer = make_writer()
    mine = make_article(authors=[writer])
    others = make_revision(make_article(source="<p>Secret words.</p>"))
    client = signed_in(writer.user)
    assert client.get(at("revision", mine, others.pk)).status_code == 404
    assert client.post(at("restore", mine, others.pk)).status_code == 404


def on_site(thing, pk=None) -> str:
    kind = ContentType.objects.get_for_model(type(thing))
    return reverse("admin:view_on_site", args=[kind.pk, pk or thing.pk])


def test_the_address_of_a_draft_is_told_to_those_who_write_it():
    writer = make_writer()
    draft = make_article(status="draft", slug="secret-plans", authors=[writer])
    assert "secret-plans" in signed_in(writer.user).get(on_site(draft)).url
    for user in (make_writer("Olga").user, make_reader_of_the_desk(), make_user(is_staff=True)):
        response = signed_in(user).get(on_site(draft))
        assert "secret-plans" not in response.headers.get("Location", "")
    assert Client().get(on_site(draft)).url.startswith("/admin/login/")


def test_view_on_site_leads_on_for_what_one_may_see_and_nowhere_for_what_is_not_there():
    client, author = signed_in(make_editor()), make_author()
    assert client.get(on_site(author)).url.endswith(author.get_absolute_url())
    assert client.get(on_site(author, 999_999)).status_code == 404
    assert client.get(on_site(author, "x")).status_code == 404
    assert client.get(on_site(ContentType.objects.first())).status_code == 404


@pytest.mark.parametrize("path", ["begin/", "pictures/", "pictures/upload/", "schedule/"])
def test_the_desks_common_addresses_ask_who_comes(path):
    path = f"/admin/blog/article/{path}"
    method = "post" if path in (BEGIN, UPLOAD) else "get"
    for client in (Client(), signed_in(make_user())):
        assert getattr(client, method)(path).url.startswith("/admin/login/")
    nobody = signed_in(make_user(is_staff=True))
    assert getattr(nobody, method)(path).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["move", "autosave"])
def test_nothing_changes_by_following_a_link(name):
    article = make_article()
    assert signed_in(make_editor()).get(at(name, article)).status_code == 405


def test_forged_requests_are_refused():
    article = make_article()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor())
    for path in (at("move", article), at("autosave", article), UPLOAD, BEGIN):
        assert client.post(path, form(deed="trash")).status_code == 403
    assert Article.objects.get().status == "published"


def test_author_under_review_is_refused_what_an_editor_decides():
    SiteSettings.objects.create(wants_review=True)
    writer = make_writer()
    article = make_article(status="review", authors=[writer])
    client = signed_in(writer.user)
    for deed in ("send_back", "archive", "publish", "", "delete"):
        assert client.post(at("move", article), {"deed": deed}).status_code == 403, deed
    response = client.post(change_path(article), form(_publish="1"))
    assert "send it to review" in errors_in(response)
    client.post("/admin/blog/article/", {"action": "publish", "_selected_action": [article.pk]})
    assert Article.objects.get().status == "review"


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


def test_what_is_sent_back_comes_with_its_reason():
    writer = make_writer()
    article = make_article(status="review", authors=[writer])
    signed_in(make_editor()).post(
        at("move", article), form(deed="send_back", reason="The tide is <wrong>.", version="0")
    )
    page = signed_in(writer.user).get(change_path(article)).content.decode()
    assert "The tide is &lt;wrong&gt;." in page


def test_a_reason_stays_until_the_text_is_sent_again():
    writer, editor = make_writer(), make_editor()
    article = make_article(status="review", authors=[writer])
    client = signed_in(writer.user)
    signed_in(editor).post(at("move", article), {"deed": "send_back", "reason": "Too short."})
    client.post(at("autosave", article), form(version="0", source="<p>Longer?</p>"))
    client.post(at("move", article), {"deed": "discard"})
    assert b"Too short." in client.get(change_path(article)).content
    client.post(at("move", article), {"deed": "review"})
    assert b"Too short." not in client.get(change_path(article)).content


def test_changes_of_what_readers_see_are_sent_back_with_a_reason_too():
    writer, editor = make_writer(), signed_in(make_editor())
    article = make_article(authors=[writer])
    client = signed_in(writer.user)
    client.post(at("move", article), form(deed="review", version="0", title="Of lamps"))
    assert b"Of lamps" in editor.get("/admin/blog/article/schedule/").content
    assert b'value="send_back"' in editor.get(change_path(article)).content
    editor.post(at("move", article), {"deed": "send_back", "reason": "Name the lamp."})
    assert b"Of lamps" not in editor.get("/admin/blog/article/schedule/").content
    assert b"Name the lamp." in client.get(change_path(article)).content
    assert WorkingCopy.of(article).manuscript["title"] == "Of lamps"
    assert Article.objects.get().status == "published"


def test_what_is_sent_to_review_is_what_the_revision_and_the_schedule_show():
    writer = make_writer()
    article = make_article(status="draft", title="Of", source="<p>A</p>", authors=[writer])
    typed = form(deed="review", version="0", title="Of lamps", source="<p>A lamp is lit.</p>")
    signed_in(writer.user).post(at("move", article), typed)
    sent = article.history.first()
    assert (sent.history_change_reason, sent.title) == ("sent to review", "Of lamps")
    assert sent.manuscript["source"] == "<p>A lamp is lit.</p>"
    schedule = signed_in(make_editor()).get("/admin/blog/article/schedule/").content.decode()
    assert "Of lamps" in schedule
    assert writer.name in schedule


def test_sending_back_what_nobody_changed_leaves_it_its_writers():
    writer, editor = make_writer(), make_editor()
    article = make_article(status="draft", authors=[writer])
    signed_in(writer.user).post(at("move", article), form(deed="review", version="0"))
    written = WorkingCopy.of(article)
    signed_in(editor).post(at("move", article), form(deed="send_back", version="1", reason="Why?"))
    copy = WorkingCopy.of(article)
    assert (copy.edited_by, copy.version) == (writer.user, written.version)


def test_a_revision_that_changed_no_word_says_so_and_shows_the_text():
    article = make_article(status="draft", source="<p>A lamp is lit.</p>")
    for _twice in range(2):
        revision = make_revision(article)
    shown = signed_in(make_editor()).get(at("revision", article, revision.pk)).content.decode()
    assert "They say the same." in shown
    assert "A lamp is lit." in shown
    first = article.history.last()
    assert "They say the same." not in (
        signed_in(make_editor()).get(at("revision", article, first.pk)).content.decode()
    )


@pytest.mark.parametrize("status", ["published", "scheduled", "review", "archived", "trashed"])
def test_only_a_draft_and_changes_are_sent_to_review(status):
    writer = make_writer()
    article = make_article(status=status, authors=[writer])
    answer = signed_in(writer.user).post(at("move", article), {"deed": "review"}, follow=True)
    assert "Done" not in "".join(str(message) for message in answer.context["messages"])
    assert not article.history.exists()


def test_trash_is_left_out_of_the_list_and_undone_with_a_button():
    article = make_article(title="Gone things")
    client = signed_in(make_editor())
    client.post(at("move", article), {"deed": "trash"})
    assert b"Take it out again" in client.get(change_path(article)).content
    assert b"Gone things" not in client.get("/admin/blog/article/").content
    assert b"Gone things" in client.get("/admin/blog/article/?state=trashed").content
    client.post(at("move", article), {"deed": "untrash"})
    assert Article.objects.get().status == "published"


# --- Previews ----------------------------------------------------------------------------------


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


# --- Pictures ----------------------------------------------------------------------------------


def test_dropped_picture_is_taken_and_nothing_of_its_file_is_kept():
    response = signed_in(make_root()).post(UPLOAD, {"picture": upload(picture(), "my cat.png")})
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json()["url"] == image.file.url
    assert "cat" not in image.file.name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 cut off",
        b"\0\0\0\x18ftypheic",
        bomb_png(60_000, 60_000),
        b"x" * (MAX_BYTES + 1),
    ],
    ids=["empty", "svg", "html", "polyglot", "broken", "heic", "bomb", "too-large"],
)
def test_hostile_picture_is_refused_in_a_sentence_and_leaves_nothing(data, settings):
    before = set(settings.MEDIA_ROOT.rglob("*"))
    response = signed_in(make_root()).post(UPLOAD, {"picture": upload(data)})
    assert response.status_code == 422
    assert response.json()["problem"].endswith(".")
    assert not Image.objects.exists()
    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def make_root():
    return make_user(is_staff=True, is_superuser=True)


def test_library_finds_pictures_by_their_words():
    sea, lamp = make_picture(alt="A sea"), make_picture(alt="A lamp")
    client = signed_in(make_root())
    page = client.get(LIBRARY, {"q": "LAMP"}).content.decode()
    assert lamp.file.url in page
    assert sea.file.url not in page
    assert client.get(LIBRARY, {"q": "\0%_"}).status_code == 200
    assert client.get(LIBRARY, {"page": "99"}).status_code == 404


# --- The editor --------------------------------------------------------------------------------


def test_import_map_carries_the_policys_nonce():
    response = signed_in(make_editor()).get("/admin/blog/article/add/")
    policy = response.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in response.content.decode()
    assert "unsafe" not in policy


@pytest.mark.parametrize(("rights", "writes_html"), [((), False), (("write_html",), True)])
def test_html_is_shown_to_those_with_the_right(rights, writes_html):
    group = make_group("Desk", "add_article", "change_article", "view_article", "edit_all_articles")
    user = make_user(is_staff=True, groups=[group, make_group("More", *rights)])
    page = signed_in(user).get("/admin/blog/article/add/").content.decode()
    assert ("&quot;HTML&quot;:true" in page) == writes_html


def test_readers_get_no_cookie_and_the_desk_leaves_a_hint():
    make_article(slug="lamps")
    assert not Client().get("/articles/lamps/").cookies
    client = signed_in(make_editor())
    cookie = client.get("/admin/blog/article/").cookies["desk"]
    assert (cookie.value, cookie["httponly"]) == ("1", "")
    # The page itself is the same for all.
    assert client.get("/articles/lamps/").content == Client().get("/articles/lamps/").content

"""The desk's own addresses, from inside and from every outside there is, and what its pages carry."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from blog.models import Article, SiteSettings, WorkingCopy
from tests.authors.make import (
    make_author,
    make_editor,
    make_group,
    make_user,
    make_writer,
    signed_in,
)
from tests.blog.make import make_article

from .desk import BEGIN, UPLOAD, at, change_path, errors_in, form, make_revision

pytestmark = pytest.mark.django_db


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

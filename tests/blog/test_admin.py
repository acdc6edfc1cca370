"""The desk, from inside and from outside."""

import pytest
from django.utils import timezone

from blog.models import Article, Page, SiteSettings
from content.markup import MAX_ARTICLE, MAX_ARTICLE_OPENINGS
from tests.authors.make import (
    make_author,
    make_editor,
    make_group,
    make_user,
    make_writer,
    signed_in,
)
from tests.blog.make import make_article, make_category, make_page

from .desk import change_path, errors_in, form

pytestmark = pytest.mark.django_db
LIST = "/admin/blog/article/"


def test_editor_writes_and_publishes_an_article():
    editor = make_editor()
    response = signed_in(editor).post(
        LIST + "add/",
        form(
            _publish="1",
            source="<p>Hello<script>x</script> there</p>",
            tags="one, two",
            bylines=[make_author()],
        ),
    )
    assert response.status_code == 302, errors_in(response)
    article = Article.objects.get()
    assert article.html == "<p>Hello there</p>"
    assert article.word_count == 2
    assert article.is_visible(timezone.now())
    assert {tag.name for tag in article.tags.all()} == {"one", "two"}


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"source": "x" * (MAX_ARTICLE + 1)}, "characters"),
        ({"source": "<b>" * (MAX_ARTICLE_OPENINGS + 1)}, "tags"),
        ({"tags": "x" * 101}, "100"),
        ({"tags": ",".join(f"t{n}" for n in range(30))}, "20"),
        ({"slug": "not a slug"}, "slug"),
        ({"published_at_0": "never"}, "valid"),
        ({"title": "a\x00b"}, "Null"),
    ],
)
def test_what_is_too_much_is_said_beside_its_field(fields, word):
    response = signed_in(make_editor()).post(LIST + "add/", form(**fields))
    assert response.status_code == 200
    assert word in errors_in(response)
    assert not Article.objects.exists()


def test_list_says_what_is_scheduled():
    make_article(status="scheduled")
    assert b"scheduled for" in signed_in(make_editor()).get(LIST).content


def test_view_on_site_is_offered_where_there_is_something_to_see():
    client = signed_in(make_editor())
    shown, hidden = make_article(slug="shown"), make_article(slug="hidden", status="draft")
    assert b'href="/articles/shown/"' in client.get(change_path(shown)).content
    assert b'href="/articles/hidden/"' not in client.get(change_path(hidden)).content


@pytest.mark.parametrize(
    ("action", "status"),
    [("publish", "published"), ("redraft", "draft"), ("archive", "archived"), ("trash", "trashed")],
)
def test_editor_moves_articles_by_actions(action, status):
    article = make_article(status="review", authors=[make_author()])
    signed_in(make_editor()).post(LIST, {"action": action, "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.status == status


def test_nobody_below_the_top_deletes_an_article():
    article = make_article()
    client = signed_in(make_editor())
    assert client.get(f"/admin/blog/article/{article.pk}/delete/").status_code == 403
    client.post(
        LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    )
    assert Article.objects.filter(pk=article.pk).exists()


def test_writer_sees_only_what_carries_their_name():
    writer = make_writer()
    make_article(title="Mine entirely", authors=[writer])
    others = make_article(title="Somebody else's", status="draft")
    client = signed_in(writer.user)
    page = client.get(LIST).content.decode()
    assert "Mine entirely" in page
    assert "Somebody else" not in page
    assert client.get(change_path(others)).status_code == 302  # "does not exist", to the index
    assert client.post(change_path(others), form(title="Taken")).status_code == 302
    client.post(LIST, {"action": "trash", "_selected_action": [others.pk]})
    client.get(f"/admin/blog/article/{others.pk}/history/")
    others.refresh_from_db()
    assert others.title == "Somebody else's"
    assert others.status == "draft"


def test_writer_cannot_search_or_filter_their_way_to_others():
    writer = make_writer()
    make_article(title="Hidden", source="<p>needle</p>", authors=[make_writer("Olga")])
    client = signed_in(writer.user)
    page = client.get(LIST, {"q": "needle"}).content.decode()
    assert "Hidden" not in page
    assert "Olga" not in page


@pytest.mark.parametrize(
    "query",
    [
        "author=x",
        "author=999999999999999999999",
        "author=-1",
        "status__exact=x",
        "q=%00",
        "p=-1",
        "o=99",
        "published_at__year=99999",
    ],
)
def test_odd_filter_of_the_list_does_no_harm(query):
    assert signed_in(make_editor()).get(f"{LIST}?{query}").status_code in (200, 302, 400)


def test_writer_stays_among_the_authors_of_what_they_write():
    writer = make_writer()
    signed_in(writer.user).post(LIST + "add/", form())
    assert Article.objects.get().named_authors() == [writer]


def test_writer_names_a_second_author():
    writer, other = make_writer(), make_writer("Olga")
    response = signed_in(writer.user).post(LIST + "add/", form(bylines=[other, writer]))
    assert response.status_code == 302, errors_in(response)
    bylines = Article.objects.get().bylines.in_order()
    assert [byline.author for byline in bylines] == [other, writer]


def test_writer_without_a_profile_cannot_write():
    user = make_user(is_staff=True, groups=[make_group("W", "add_article", "view_article")])
    assert signed_in(user).get(LIST + "add/").status_code == 403


def test_queries_of_the_article_list_do_not_grow(django_assert_max_num_queries):
    client = signed_in(make_editor())
    make_article(authors=[make_writer()], category=make_category())
    client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    for _ in range(6):
        make_article(authors=[make_writer()], category=make_category())
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_page_is_written_safely():
    client = signed_in(make_user(is_staff=True, is_superuser=True))
    fields = {"title": "About", "slug": "about", "position": 0, "is_published": "on"}
    client.post("/admin/blog/page/add/", fields | {"source": "<p>We<script>x</script></p>"})
    assert Page.objects.get().html == "<p>We</p>"


NO_LINKS = {"menu_links-TOTAL_FORMS": 0, "menu_links-INITIAL_FORMS": 0}


def test_settings_are_one_row():
    client = signed_in(make_user(is_staff=True, is_superuser=True))
    path = "/admin/blog/sitesettings/"
    assert client.get(path).url == f"{path}add/"
    client.post(f"{path}add/", {"name": "Ours", "articles_per_page": 10, **NO_LINKS})
    assert client.get(path).url == f"{path}1/change/"
    assert client.get(f"{path}add/").status_code == 403
    assert client.get(f"{path}1/delete/").status_code == 403
    assert SiteSettings.current().name == "Ours"


@pytest.mark.parametrize("number", ["0", "51", "-1", "x"])
def test_articles_a_page_have_bounds(number):
    client = signed_in(make_user(is_staff=True, is_superuser=True))
    path = "/admin/blog/sitesettings/add/"
    response = client.post(path, {"name": "Ours", "articles_per_page": number, **NO_LINKS})
    assert response.status_code == 200
    assert not SiteSettings.objects.exists()


def test_every_list_and_form_of_the_desk_opens():
    client = signed_in(make_user(is_staff=True, is_superuser=True))
    article = make_article(category=make_category(), tags=["a"])
    make_page()
    for model in ("article", "category", "tag", "page"):
        assert client.get(f"/admin/blog/{model}/").status_code == 200
        assert client.get(f"/admin/blog/{model}/add/").status_code == 200
    assert client.get(change_path(article)).status_code == 200
    assert client.get("/admin/taggit/tag/").status_code == 404


@pytest.mark.parametrize(
    "path", [LIST, LIST + "add/", "/admin/blog/page/", "/admin/blog/sitesettings/"]
)
def test_readers_do_not_reach_the_desk(client, path):
    assert client.get(path).url.startswith("/admin/login/")
    assert signed_in(make_user()).get(path).url.startswith("/admin/login/")

"""Series, redirects, merged tags and updates at the desk, from inside and from outside."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from authors.models import Author
from blog.models import Article, Redirect, Series, Tag
from tests.authors.make import make_author, make_user
from tests.blog.make import make_article

pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    client = Client()
    user = make_user(is_staff=True, groups=[Group.objects.get(name=role)])
    make_author(user=user)
    client.force_login(user)
    return client


def merge(client, *tags: Tag, into: str, **fields):
    chosen = {"action": "merge", "_selected_action": [tag.pk for tag in tags], "into": into}
    return client.post("/admin/blog/tag/", chosen | fields, follow=True)


@pytest.mark.parametrize("page", ["series", "redirect"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("Editor", 200), ("Administrator", 200), ("Author", 403), ("Moderator", 403)],
)
def test_editors_alone_order_series_and_send_readers_on(role, status, page):
    assert signed_in(role).get(f"/admin/blog/{page}/add/").status_code == status


def test_an_editor_makes_a_series():
    first, second = make_article(), make_article()
    rows = {"parts-TOTAL_FORMS": 2, "parts-INITIAL_FORMS": 0}
    for number, article in enumerate([second, first]):
        rows |= {f"parts-{number}-article": article.pk, f"parts-{number}-position": 1 - number}
    answer = signed_in("Editor").post(
        "/admin/blog/series/add/", {"title": "The way", "slug": "way", **rows}
    )
    assert answer.status_code == 302
    parts = Series.objects.get(slug="way").parts.in_order()
    assert [part.article for part in parts] == [first, second]


def test_a_part_without_a_position_goes_to_the_end():
    series = Series.objects.create(title="The way", slug="way")
    parts = [series.parts.create(article=make_article(), position=number) for number in (4, 7)]
    rows = {"parts-TOTAL_FORMS": 4, "parts-INITIAL_FORMS": 2}
    for number, part in enumerate(parts):
        rows |= {f"parts-{number}-id": part.pk, f"parts-{number}-series": series.pk}
        rows |= {f"parts-{number}-article": part.article_id}
        rows |= {f"parts-{number}-position": part.position}
    third, fourth = make_article(), make_article()
    for number, article in ((2, third), (3, fourth)):
        rows |= {f"parts-{number}-article": article.pk, f"parts-{number}-position": ""}
    answer = signed_in("Editor").post(
        f"/admin/blog/series/{series.pk}/change/", {"title": "The way", "slug": "way", **rows}
    )
    assert answer.status_code == 302
    assert [part.article for part in series.parts.in_order()][2:] == [third, fourth]
    assert [part.position for part in series.parts.in_order()] == [4, 7, 8, 9]


def test_an_editor_adds_a_redirect_and_no_circle():
    editor = signed_in("Editor")
    editor.post("/admin/blog/redirect/add/", {"path": "/old/", "target": "/new/"})
    answer = editor.post("/admin/blog/redirect/add/", {"path": "/new/", "target": "/old/"})
    assert b"round in a circle" in answer.content
    assert [str(redirect) for redirect in Redirect.objects.all()] == ["/old/ → /new/"]


def test_an_editor_merges_tags():
    fog, mist = (Tag.objects.create(name=name, slug=name) for name in ("fog", "mist"))
    editor = signed_in("Editor")
    answer = merge(editor, fog, mist, into=str(fog.pk))
    assert "mist: 0 articles" in answer.content.decode()
    assert "cannot be undone" in answer.content.decode()
    assert Tag.objects.count() == 2
    answer = merge(editor, mist, into=str(fog.pk), confirmed="on")
    assert "1 tag became “fog”" in answer.content.decode()
    assert list(Tag.objects.all()) == [fog]


@pytest.mark.parametrize("into", ["", "0", "x", "99999999999999999999", "itself"])
def test_tags_are_not_merged_into_nothing(into):
    fog = Tag.objects.create(name="fog", slug="fog")
    answer = merge(
        signed_in("Editor"), fog, into=str(fog.pk) if into == "itself" else into, confirmed="on"
    )
    assert answer.status_code == 200
    assert Tag.objects.get() == fog


def test_an_author_cannot_merge_tags():
    fog, mist = (Tag.objects.create(name=name, slug=name) for name in ("fog", "mist"))
    merge(signed_in("Author"), fog, mist, into=str(fog.pk), confirmed="on")
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("ticked", [True, False])
def test_an_update_is_told_only_where_it_was_ticked(ticked):
    article = make_article(authors=[Author.objects.create(name="Ines", slug="ines")])
    rows = {
        f"{inline}-{key}_FORMS": 0
        for inline in ("recommendations",)
        for key in ("TOTAL", "INITIAL")
    }
    form = {
        "title": article.title,
        "slug": article.slug,
        "source": "<p>New.</p>",
        "bylines_0": article.bylines.get().author_id,
        "version": 0,
        "_publish": 1,
    }
    form |= {"is_revised": "on"} if ticked else {}
    answer = signed_in("Editor").post(f"/admin/blog/article/{article.pk}/change/", form | rows)
    assert answer.status_code == 302
    assert bool(Article.objects.get().revised_at) == ticked

"""Addresses of before: they lead on for ever, and tell nothing that readers may not know."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models.signals import pre_migrate
from django.test import Client
from django.utils import timezone

from blog import writing
from blog.admin.desk import about
from blog.manuscript import settled
from blog.merging import merge_tags
from blog.models import Article, FormerAddress, Redirect, Tag, WorkingCopy
from tests.authors.make import make_author, make_editor, make_user
from tests.blog.make import HIDDEN, make_article, make_category, make_page

pytestmark = pytest.mark.django_db


def make_series(slug):
    from tests.blog.test_series import make_series

    return make_series(make_article(), slug=slug)


def make_tag(slug):
    tag = Tag.objects.create(name=slug, slug=slug)
    make_article(tags=[tag])
    return tag


THINGS = {
    "articles": lambda slug: make_article(slug=slug),
    "authors": lambda slug: make_author(slug=slug),
    "categories": lambda slug: make_category(slug=slug),
    "pages": lambda slug: make_page(slug=slug),
    "series": make_series,
    "tags": make_tag,
}


def leads(path: str) -> str | None:
    response = Client().get(path)
    return response.headers["Location"] if response.status_code == 301 else None


@pytest.mark.parametrize("kind", THINGS)
def test_a_changed_address_leads_on_also_twice_changed(kind):
    thing = THINGS[kind]("one")
    for slug in ("two", "three"):
        thing.slug = slug
        thing.save()
    assert leads(f"/{kind}/one/") == f"/{kind}/three/"
    assert leads(f"/{kind}/two/") == f"/{kind}/three/"
    assert Client().get(f"/{kind}/three/").status_code == 200


def test_an_address_changed_while_another_machine_starts_leads_on():
    make_article(slug="one")

    def change(**kwargs):
        Article.objects.filter(slug="one").update(slug="two")

    blog = apps.get_app_config("blog")
    pre_migrate.connect(change, sender=blog)
    call_command("migrate", verbosity=0)
    pre_migrate.disconnect(change, sender=blog)
    assert leads("/articles/one/") == "/articles/two/"


def test_an_address_changed_in_bulk_leads_on():
    make_article(slug="one")
    Article.objects.filter(slug="one").update(slug="two")
    assert leads("/articles/one/") == "/articles/two/"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/articles/one/?order=oldest", "/articles/two/?order=oldest"),
        ("/articles/one/reply/", "/articles/two/reply/"),
    ],
)
def test_what_stands_below_an_article_leads_on_too(path, target):
    make_article(slug="one")
    Article.objects.update(slug="two")
    assert leads(path) == target


def test_feeds_of_a_tag_lead_on():
    tag = make_tag("one")
    tag.slug = "two"
    tag.save()
    assert leads("/tags/one/feeds/atom/") == "/tags/two/feeds/atom/"


def test_what_is_sent_to_an_address_of_before_is_sent_on():
    make_article(slug="one")
    Article.objects.update(slug="two")
    response = Client().post("/articles/one/reply/", {"name": "Ana", "body": "Words"})
    assert (response.status_code, response.headers["Location"]) == (308, "/articles/two/reply/")


def test_back_and_forth_goes_round_in_no_circle():
    article = make_article(slug="one")
    for slug in ("two", "one", "two", "one"):
        article.slug = slug
        article.save()
    assert Client().get("/articles/one/").status_code == 200
    assert leads("/articles/two/") == "/articles/one/"


def test_what_has_an_address_now_comes_before_what_had_it():
    Article.objects.filter(pk=make_article(slug="one").pk).update(slug="two")
    newcomer = make_article(slug="one", title="Newcomer")
    assert b"Newcomer" in Client().get("/articles/one/").content
    newcomer.slug = "other"
    newcomer.save()
    assert leads("/articles/one/") == "/articles/other/"


def test_an_address_made_from_a_title_takes_none_that_leads_on():
    article = make_article(slug="tides")
    article.slug = "tides-now"
    article.save()
    assert writing.free_slug("Tides") == "tides-2"


def test_who_takes_an_address_that_leads_on_is_told():
    article = make_article(slug="tides")
    for slug in ("tides-once", "tides-now"):
        article.slug = slug
        article.save()
    other = make_article(slug="new", status="draft")
    told = "“tides-now”"
    assert told in " ".join(about(other, settled(other) | {"slug": "tides"}))
    assert told not in " ".join(about(other, settled(other)))
    assert about(article, settled(article) | {"slug": "tides"}) == about(article, settled(article))


FORMS = {
    "category": ("categories", {}),
    "page": ("pages", {"title": "New", "position": 0, "source": "<p>x</p>"}),
    "series": ("series", {"title": "New", "parts-TOTAL_FORMS": 0, "parts-INITIAL_FORMS": 0}),
    "tag": ("tags", {}),
}
TOLD = "Its address led readers to “two” so far"


@pytest.mark.parametrize(("form", "kind", "typed"), [(form, *FORMS[form]) for form in FORMS])
def test_who_takes_an_address_that_a_page_or_a_list_had_is_told(form, kind, typed):
    thing = THINGS[kind]("one")
    thing.slug = "two"
    thing.save()
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for slug, is_told in (("other", False), ("one", True)):
        add = f"/admin/blog/{form}/add/"
        answer = client.post(add, typed | {"slug": slug, "name": f"New {slug}"}, follow=True)
        assert (TOLD in answer.content.decode()) == is_told


def test_who_takes_back_an_own_address_is_told_nothing():
    page = make_page(slug="one")
    page.slug = "two"
    page.save()
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    typed = {"title": page.title, "slug": "one", "position": 0, "source": page.source}
    change = f"/admin/blog/page/{page.pk}/change/"
    answer = client.post(change, typed | {"is_published": "on"}, follow=True)
    assert "changed successfully" in answer.content.decode()
    assert "Its address led" not in answer.content.decode()


@pytest.mark.parametrize("status", HIDDEN)
def test_the_address_of_an_article_that_nobody_sees_tells_nothing(status):
    article = make_article(slug="one", status=status)
    article.slug = "secret"
    article.save()
    response = Client().get("/articles/one/")
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_a_deleted_article_leads_nowhere():
    article = make_article(slug="one")
    Article.objects.update(slug="two")
    article.delete()
    assert Client().get("/articles/one/").status_code == 404


def test_only_what_is_not_found_asks_for_redirects(client, django_assert_num_queries):
    make_article(slug="one")
    Redirect.objects.create(path="/articles/one/", target="/elsewhere/")
    assert client.get("/articles/one/").status_code == 200


@pytest.mark.parametrize("target", ["/articles/one/", "https://example.org/x?y=1#z"])
def test_redirects_are_added_by_hand(target):
    Redirect.objects.create(path="/2019/05/tides.html", target=target)
    assert leads("/2019/05/tides.html") == target


def test_redirects_by_hand_follow_each_other_and_a_circle_ends():
    Redirect.objects.create(path="/a/", target="/b/")
    Redirect.objects.create(path="/b/", target="/c/")
    assert leads("/a/") == "/c/"
    Redirect.objects.create(path="/c/", target="/a/")
    assert Client().get("/a/").status_code == 404


@pytest.mark.parametrize("asked", ["/café/", "/caf%C3%A9/", "/café"])
@pytest.mark.parametrize("written", ["/café/", "/caf%C3%A9/"])
def test_a_redirect_holds_however_its_address_is_written(asked, written):
    redirect = Redirect(path=written, target="/tea/")
    redirect.full_clean()
    redirect.save()
    assert leads(asked) == "/tea/"


def test_an_address_without_its_last_slash_has_its_own_redirect_first():
    Redirect.objects.create(path="/a/", target="/long/")
    Redirect.objects.create(path="/a", target="/short/")
    assert (leads("/a"), leads("/a/")) == ("/short/", "/long/")


@pytest.mark.parametrize(
    ("target", "end"),
    [
        ("/b/#there", "/b/?page=2#there"),
        ("/b/?page=1#there", "/b/?page=1#there"),
        ("https://example.org", "https://example.org?page=2"),
    ],
)
def test_what_was_asked_goes_along_before_the_place_on_the_page(target, end):
    Redirect.objects.create(path="/a/", target=target)
    assert leads("/a/?page=2") == end


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/a/", "/a/"),
        ("/c/", "/a/"),
        ("a", "/b/"),
        ("//evil.example/", "/b/"),
        ("/x/", "//evil.example/"),
        ("/x/", "/\\evil.example/"),
        ("/x/", "javascript:alert(1)"),
        ("/x/?q=1", "/b/"),
        ("/x/%00/", "/b/"),
        ("/x/", "https://"),
        ("/x/", "https://[x"),
        ("/x/", "/x"),
        ("/x/", "/x/?again=1"),
        ("/x/", "/x/#again"),
        ("/x/", "http://127.0.0.1:8000/x/"),
        ("/caf%C3%A9/", "/café/"),
        ("/café/", "/caf%C3%A9"),
    ],
)
def test_odd_redirects_are_refused(path, target):
    Redirect.objects.create(path="/a/", target="/b/")
    Redirect.objects.create(path="/b/", target="/c/")
    with pytest.raises(ValidationError):
        Redirect(path=path, target=target).full_clean()


def test_merged_tags_become_one_and_their_addresses_lead_to_it():
    kept, gone = make_tag("fog"), make_tag("mist")
    gone.slug = "haar"
    gone.save()
    both = make_article(tags=[kept, gone])
    assert merge_tags([kept.pk, gone.pk], into=kept) == 1
    assert list(both.tags.all()) == [kept]
    assert kept.tagged.count() == 3
    assert leads("/tags/mist/") == leads("/tags/haar/") == "/tags/fog/"
    assert not FormerAddress.objects.exclude(object_id=kept.pk).exists()


def test_a_merged_tag_does_not_come_back_with_changes_that_were_typed_before():
    kept, gone = make_tag("sea fog"), make_tag("mist")
    article = make_article(tags=[gone])
    typed = settled(article) | {"tags": 'Mist, "sea fog", rain'}
    now = timezone.now()
    writing.keep(article=article, manuscript=typed, version=0, by=make_editor(), now=now)
    merge_tags([gone.pk], into=kept)
    assert WorkingCopy.of(article).manuscript["tags"] == '"sea fog", rain'

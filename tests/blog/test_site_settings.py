"""What the owner chooses without code, and what readers then get."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import get_language

from blog import menu
from blog.models import MenuLink, Page, SiteSettings
from content.models import Image
from content.renditions import make_renditions
from tests.authors.make import make_user

from .make import make_article, make_page, make_picture
from .settled import COUNTED, FORM, PATH, settle

pytestmark = pytest.mark.django_db

# --- Colour and logo ---------------------------------------------------------------------------


def test_the_owners_colour_comes_as_a_style_sheet(client):
    settle(accent="#7a1f3d")
    page = client.get("/").content.decode()
    assert '<link rel="stylesheet" href="/accent-7a1f3d.css">' in page
    sheet = client.get("/accent-7a1f3d.css")
    assert sheet.content == b"@layer house{:root{--accent:#7a1f3d}}\n"
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "immutable" in sheet.headers["Cache-Control"]


@pytest.mark.parametrize("accent", ["", "#7A1F3D", "red", "#7a1f;}"])
def test_what_is_no_colour_changes_no_page(client, accent):
    settle(accent=accent)
    page = client.get("/")
    assert page.status_code == 200
    assert b"/accent-" not in page.content


@pytest.mark.parametrize("path", ["/accent-red.css", "/accent-7a1f3d7.css", "/accent-7A1F3D.css"])
def test_no_style_sheet_for_what_is_no_colour(client, path):
    assert client.get(path).status_code == 404


def test_colours_are_taken_in_any_case_and_nothing_else_is(owner):
    owner.post(PATH, FORM | {"accent": "#7A1F3D"})
    assert SiteSettings.current().accent == "#7a1f3d"
    for wrong in ("red", "#7a1f3", "#7a1f3d}"):
        assert b"errorlist" in owner.post(PATH, FORM | {"accent": wrong}).content
    assert SiteSettings.current().accent == "#7a1f3d"


def test_contrast_of_a_colour_is_shown_before_it_is_saved(owner):
    shown = owner.get("/admin/blog/sitesettings/accent/", {"colour": "#ffffff"})
    assert b"contrast at least 6.4 : 1" in shown.content
    assert owner.get("/admin/blog/sitesettings/accent/", {"colour": "red"}).status_code == 404


def test_logo_stands_before_the_name_and_goes_with_its_picture(client):
    site = settle(logo=make_picture())
    page = client.get("/").content.decode()
    assert f'<img class="site-logo" src="{site.logo.file.url}" alt=""' in page
    Image.objects.all().delete()
    assert "site-mark" in client.get("/").content.decode()


# --- Menu --------------------------------------------------------------------------------------


def test_menu_holds_pages_and_own_links_in_one_order(client):
    settle()
    make_page(title="Second", slug="second", position=2)
    make_page(title="Hidden", position=1, is_published=False)
    make_page(title="Elsewhere", position=1, in_menu=False)
    MenuLink.objects.create(label="First", address="/archive/", position=1)
    MenuLink.objects.create(label="Third", address="https://x.example/", position=3)
    assert menu.entries() == [
        ("First", "/archive/"),
        ("Second", "/pages/second/"),
        ("Third", "https://x.example/"),
    ]
    assert b'<a href="https://x.example/">Third</a>' in client.get("/").content


def test_menu_costs_one_query(django_assert_num_queries):
    make_page()
    with django_assert_num_queries(1):
        menu.entries()


def test_menu_can_end_without_the_lists(client):
    settle(lists_in_menu=False)
    page = client.get("/").content.decode()
    assert 'href="/authors/"' not in page
    assert 'href="/search/"' not in page


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("/archive/", True),
        ("https://x.example/a?b#c", True),
        ("javascript:alert(1)", False),
        ("//x.example", False),
        ("/\\x.example", False),
        ("https://bank.example@x.example/", False),
        ("/a\n", True),  # forms strip it
        ("", False),
    ],
)
def test_links_of_the_menu_lead_to_pages(owner, address, is_taken):
    link = {"label": "Link", "address": address, "position": 0, "site": 1, "id": ""}
    row = {f"menu_links-0-{name}": value for name, value in link.items()}
    owner.post(PATH, FORM | row | {"menu_links-TOTAL_FORMS": 1})
    assert MenuLink.objects.exists() == is_taken


# --- Privacy -----------------------------------------------------------------------------------


def test_privacy_page_is_drafted_from_what_the_site_does(owner):
    owner.post("/admin/blog/sitesettings/privacy/")
    page = Page.objects.get(slug="privacy")
    assert not page.is_published
    assert "Visits are not counted by anybody." in page.html
    assert "Akismet" not in page.html
    SiteSettings.objects.update(**COUNTED)
    owner.post("/admin/blog/sitesettings/privacy/")
    assert "Plausible on stats.example.org" in Page.objects.get(slug="privacy-2").html
    assert "Visits are not counted" not in owner.get("/pages/privacy/").content.decode()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("AKISMET_KEY", "key", "Akismet"), ("MAIL_SERVICE", "amazon_ses", "sent by Amazon Ses")],
)
def test_privacy_page_names_the_services_that_learn_of_people(owner, settings, name, value, said):
    owner.post("/admin/blog/sitesettings/privacy/")
    setattr(settings, name, value)
    owner.post("/admin/blog/sitesettings/privacy/")
    without, with_it = Page.objects.order_by("pk")
    assert said not in without.html
    assert said in with_it.html


def test_only_who_may_add_pages_drafts_one(client):
    client.force_login(make_user(is_staff=True))
    assert client.post("/admin/blog/sitesettings/privacy/").status_code == 403
    assert client.get("/admin/blog/sitesettings/accent/?colour=%23ffffff").status_code == 403
    assert not Page.objects.exists()


# --- Language -------------------------------------------------------------------------------------


def test_the_default_language_is_that_of_pages_dates_and_feeds(client):
    settle(language="de")
    article = make_article(published_at=datetime(2019, 5, 1, 12, tzinfo=UTC))
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<html lang="de">' in page
    assert "1. Mai 2019" in page
    assert b"<language>de</language>" in client.get("/feeds/rss/").content
    assert b'<html lang="de">' in client.get("/nothing/here/").content
    assert b'lang="de"' in client.get("/admin/login/").content


def test_a_right_to_left_language_turns_the_pages(client):
    settle(language="ar")
    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_without_a_choice_the_environment_says_the_language(client, settings):
    settings.LANGUAGE_CODE = "fr"
    settle()
    assert b'<html lang="fr">' in client.get("/").content


def test_an_article_keeps_its_own_language(client):
    settle(language="de")
    article = make_article(language="fr")
    assert 'lang="fr"' in client.get(article.get_absolute_url()).content.decode()


def test_the_language_of_one_request_is_not_that_of_the_next(client):
    settle(language="de")
    client.get("/")
    assert get_language() == "en"


def test_the_owner_chooses_among_the_languages_there_are(owner):
    page = owner.get(PATH).content.decode()
    whole, others = page.split('<optgroup label="Dates and some words')
    assert '<option value="de">Deutsch</option>' in whole
    assert '<option value="es-mx">' in whole
    assert '<option value="ar">' in others
    owner.post(PATH, FORM | {"language": "de"})
    assert SiteSettings.current().language == "de"
    answer = owner.post(PATH, FORM | {"language": "tlh"})
    assert answer.context["adminform"].form.errors["language"]


def test_letters_are_written_in_the_site_s_language(run_tasks, monkeypatch):
    spoken = []
    settle(language="de")
    monkeypatch.setattr("content.renditions.render", lambda image: spoken.append(get_language()))
    make_renditions.enqueue(make_picture().pk)
    run_tasks()
    assert spoken == ["de"]

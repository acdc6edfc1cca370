"""In charge of one's own words: taking all of it along, erasing it, joining what two browsers said."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from comments.letters import links
from comments.models import Comment, Commenter, Confirmation
from comments.people import merging
from comments.people.identity import COOKIE
from comments.people.merging import can_join, merge
from tests.authors.make import make_user

from .letters.make import follow_article, make_reader
from .make import make_article, make_comment, make_commenter
from .visits import mine_url, post

pytestmark = pytest.mark.django_db
SURE = {"is_sure": "on"}


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def bo(article):
    """Somebody with a comment and a follow, whose address is proven."""
    bo = make_reader(name="Bo", address="bo@example.org")
    make_comment(article=article, commenter=bo, name="Bo", source="Zebra.")
    follow_article(bo, article)
    return bo


def own_page(person) -> str:
    return links.my_page(person).removeprefix("http://127.0.0.1:8000")


def test_everything_is_downloaded_as_one_file_by_link_and_by_cookie(client, article, bo):
    page = own_page(bo)
    assert f'href="{page}data/"' in client.get(page).content.decode()
    by_link = client.get(f"{page}data/")
    said = json.loads(by_link.getvalue())
    assert [comment["source"] for comment in said["comments"]] == ["Zebra."]
    assert [follow["scope"] for follow in said["follows"]] == ["article"]
    assert "attachment" in by_link["Content-Disposition"]
    assert "no-store" in by_link["Cache-Control"]
    assert client.get("/me/data/").status_code == 404
    post(client, article, body="By cookie.")
    assert "By cookie." in client.get("/me/data/").getvalue().decode()
    assert "Zebra." not in client.get("/me/data/").getvalue().decode()


def test_erasing_asks_first_and_says_what_goes(client, bo):
    page = f"{own_page(bo)}erase/"
    assert "the words of 1 comment" in client.get(page).content.decode()
    assert client.post(page).status_code == 422
    bo.refresh_from_db()
    assert bo.erased_at is None


def test_erasing_empties_all_and_ends_with_somebody_new(client, article, bo):
    page = own_page(bo)
    answer = client.post(f"{page}erase/", SURE)
    assert "You are erased" in answer.content.decode()
    bo.refresh_from_db()
    assert bo.erased_at
    assert not Comment.objects.filter(source="Zebra.").exists()
    assert not bo.follows.exists()
    assert client.get(page).status_code == client.get(f"{page}data/").status_code == 404


def test_erasing_by_cookie_takes_the_cookie_back(client, article):
    post(client, article, body="Gone soon.")
    client.post("/me/erase/", SURE)
    assert Commenter.objects.get().erased_at
    assert not client.cookies[COOKIE].value


def test_erasing_forgets_what_others_asked_for_with_the_address(client, bo):
    Confirmation.objects.create(address="BO@example.org", asked_at=timezone.now())
    client.post(f"{own_page(bo)}erase/", SURE)
    assert not Confirmation.objects.exists()


def test_erased_member_keeps_the_account_and_is_told_so(client, article):
    user = make_user()
    client.force_login(user)
    post(client, article, body="Mine.")
    assert "Your account stays" in client.get("/me/erase/").content.decode()
    assert "Your account stays" in client.post("/me/erase/", SURE).content.decode()
    user.refresh_from_db()
    assert user.is_active


def test_another_site_erases_nobody(bo):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{own_page(bo)}erase/", SURE).status_code == 403
    bo.refresh_from_db()
    assert bo.erased_at is None


def test_second_browser_is_offered_to_become_the_same_person(client, article, bo):
    page = own_page(bo)
    assert "Is that you as well?" not in client.get(page).content.decode()
    post(client, article, name="Bobo", body="From the phone.")
    html = client.get(page).content.decode()
    assert "Bobo" in html
    assert "Is that you as well?" in html
    after = client.post(f"{page}join/", follow=True).content.decode()
    assert "It is done" in after
    assert "Zebra." in after
    assert "From the phone." in after
    assert "Is that you as well?" not in after
    assert "Zebra." in client.get(mine_url(article)).content.decode()
    assert Comment.objects.get(source="From the phone.").commenter == bo


def test_nobody_is_joined_without_the_link_or_without_a_second_guest(client, article, bo):
    page = own_page(bo)
    assert client.post(f"{page}join/").status_code == 404
    post(client, article, body="From the phone.")
    assert client.get(f"{page}join/").status_code == 405
    assert client.post("/me/1:a:b/join/").status_code == 404
    assert not Commenter.objects.filter(merged_into__isnull=False).exists()


def test_joining_that_something_came_between_leads_back_to_the_page(
    client, article, bo, monkeypatch
):
    post(client, article, body="From the phone.")

    def busy(**people):
        raise merging.Busy

    monkeypatch.setattr(merging, "merge", busy)
    html = client.post(f"{own_page(bo)}join/", follow=True).content.decode()
    assert "Is that you as well?" in html


def test_who_has_an_address_or_an_account_of_their_own_is_not_offered(client, article, bo):
    cy = make_reader()
    assert not can_join(bo, cy)
    assert not can_join(make_commenter(trusted=False), make_commenter(trusted=False))
    assert not can_join(bo, bo)
    client.force_login(make_user())
    post(client, article, body="By a member.")
    assert "Is that you as well?" not in client.get(own_page(bo)).content.decode()
    assert client.post(f"{own_page(bo)}join/").status_code == 404


def test_own_page_by_the_cookie_of_a_joined_browser_is_the_one_that_was_kept(client, article, bo):
    post(client, article, body="From the phone.")
    merge(kept=bo, gone=Commenter.objects.get(name="Ana"), by=None, now=timezone.now())
    assert "Zebra." in client.get("/me/").content.decode()

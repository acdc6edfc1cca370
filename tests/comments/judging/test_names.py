"""Names that readers would take for somebody who writes or moderates here."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from authors.models import Author
from comments.judging import names
from comments.models import Comment
from comments.writing.posting import Draft, Refused, post_comment

from ..make import make_article, make_comment, make_commenter
from ..visits import post, reply_url

STAFF = ["Ines Holm", "Tom", "Ольга", "李雷"]


@pytest.mark.parametrize(
    "name",
    [
        "Ines Holm", "ines holm", "INES  HOLM", "InesHolm", "Ines.Holm", "Ines\u200bHolm", "Inés Hölm",
        "Ｉｎｅｓ Ｈｏｌｍ", "Іnеs Ноlm", "ⓘnes holm", "𝐈𝐧𝐞𝐬 Holm", "lnes Holm", "Ines Ho1m", "Ines Holrn",
        "Ines_Holm", "„Ines Holm“", "Ines Holm ✓", "Ines Holm (Author)", "Moderator Ines Holm", "T0m", "Tоm.",
        "Ольга", "ОЛЬГА", "李雷",
        "Admin", "ADMIN", "Аdmin", "Adm1n", "@dmin", "Ad\u200dmin", "admin!", "a.d.m.i.n", "A D M I N",
        "Administrator", "Moderator", "Modеrаtоr", "Author", "The Editor", "[Staff]", "Site Admin Team",
    ],
)  # fmt: skip
def test_a_name_that_looks_like_somebodys_is_taken(name):
    assert names.is_taken(name, by=[*STAFF, "Site"])


@pytest.mark.parametrize(
    "name",
    [
        "Ana", "Ines", "Ines Holmberg", "Tommy", "Tomasz", "Anonymous", "Author Unknown", "Modesta",
        "Teamwork", "Оля", "李", "Maude", "Admiral", "Root Beer", "…", "👍", "",
    ],
)  # fmt: skip
def test_other_names_are_free(name):
    assert not names.is_taken(name, by=STAFF)


def test_the_words_for_roles_in_the_sites_language_are_taken():
    assert names.is_taken("Autorin", by=[], roles=["Autorin"])
    assert not names.is_taken("Autorin", by=[])


@given(st.text(max_size=100))
@example(":|:")
def test_a_name_always_looks_like_itself_in_any_case(name):
    assert names.likeness(name) == names.likeness(names.likeness(name))
    assert not names.likeness(name) or names.is_taken(name, by=[name])


# --- in a post -------------------------------------------------------------------------------------


@pytest.fixture
def ines(db):
    user = get_user_model().objects.create_user("ines@example.org", "x", name="Ines Holm")
    Author.objects.create(user=user, name="Ines Holm", slug="ines")
    return user


@pytest.mark.parametrize("name", ["Ines Holm", "lnеs  Holm", "Admin", "Ines Holm (Author)"])
def test_a_guest_is_asked_for_another_name_and_keeps_the_text(client, ines, name):
    response = post(client, make_article(), name=name, body="My long text.")
    html = response.content.decode()
    assert response.status_code == 422
    assert "looks like" in html
    assert "My long text." in html
    assert re.search(r'id="reply[\w-]*-name_error"', html)
    assert not Comment.objects.exists()


def test_whoever_moderates_is_protected_without_a_profile(client, db):
    get_user_model().objects.create_superuser("s@example.org", "x", name="Sasha")
    assert post(client, make_article(), name="Sаshа").status_code == 422


def test_a_member_carries_the_name_of_their_account(client, ines):
    other = get_user_model().objects.create_user("o@example.org", "x", name="Ines Holm")
    for user in (ines, other):
        browser = Client()
        browser.force_login(user)
        assert (
            browser.post(reply_url(make_article()), {"body": f"By {user.pk}."}).status_code == 303
        )


def test_a_name_that_somebody_gets_later_takes_no_edit_away(db):
    ana = make_commenter(name="Ana")
    comment = make_comment(commenter=ana, name="Ana")
    Author.objects.create(name="Ana", slug="ana")
    from comments.writing.editing import edit_comment

    assert edit_comment(comment, source="Other words.", now=timezone.now())
    with pytest.raises(Refused):
        post_comment(
            Draft(source="New.", name="Ana"),
            article=make_article(),
            commenter=make_commenter(trusted=False),
            now=timezone.now(),
        )


@pytest.mark.parametrize("name", ["\u034f", "\ufe0f", "\u200e", "\u2800 \u3164", "\x00", "\r\n"])
def test_a_name_that_nobody_can_see_is_none(client, db, name):
    response = post(client, make_article(), name=name)
    assert response.status_code == 422
    assert "give a name" in response.content.decode()

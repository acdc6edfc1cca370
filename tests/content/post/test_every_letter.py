"""What holds for every letter of the house, those to come included."""

import pytest

from tests.letters import composed, templates

pytestmark = pytest.mark.django_db


def test_every_letter_says_the_same_in_both_forms_and_needs_nothing_from_elsewhere():
    letters = composed()
    assert {name.partition("-")[0] for name in letters} == templates()
    for name, letter in letters.items():
        html, plain = letter.html(), letter.plain()
        assert plain.subject, name
        assert "\n\n-- \n" in plain.text, name
        for outside in ("<img", "<link", "<script", "url(", "@import"):
            assert outside not in html, name


def test_every_letter_that_comes_by_itself_can_be_stopped_with_one_click():
    for name, letter in composed().items():
        comes_by_itself = name in {"comments_waiting", "digest", "new_article", "new_comment"}
        assert bool(letter.unsubscribe) == comes_by_itself, name
        assert letter.unsubscribe in (*letter.secrets, ""), name


def test_only_what_somebody_waits_for_passes_a_pause():
    passing = {name for name, letter in composed().items() if letter.is_asked_for}
    accounts = {"account_invitation", "account_password_reset"}
    assert passing == {*accounts, "address_confirm", "follow_confirm", "my_page"}

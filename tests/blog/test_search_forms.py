"""Words are found in all their usual forms, whichever was typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.blog.make import make_article

from .finding import FORMS, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "typed", "family"), FORMS)
def test_each_form_of_a_word_finds_all_others(language, typed, family):
    articles = {make_article(title=f"On {form} here") for form in family}
    make_article(title="Quite another matter")
    assert set(found(typed, language=language)) == articles


@pytest.mark.parametrize(
    ("typed", "other"),
    [("this", "thin"), ("glass", "glade"), ("thing", "thaw"), ("bus", "bull"), ("king", "kilt")],
)
def test_what_only_looks_like_an_ending_stays(typed, other):
    make_article(title=f"On {other} here")
    assert found(typed, language="en") == []


def test_a_word_as_it_was_typed_comes_before_its_other_forms():
    other = make_article(title="Evening", published_at=timezone.now() - timedelta(days=9))
    make_article(title="Evenly")
    assert found("evening", language="en")[0] == other

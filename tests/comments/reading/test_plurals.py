"""The words for numbers: each form that a language has reaches the browser."""

import json

from django.utils import translation

from comments.reading import plurals


def test_every_name_has_its_forms_with_numbers_that_take_them():
    given = json.loads(plurals.counted_words())
    assert given["answers"] == {
        "{n} replies": [each for each in plurals.NUMBERS if each != 1],
        "{n} reply": [1],
    }
    assert set(given) == set(plurals.COUNTED)


def test_words_follow_the_language_in_force():
    english = plurals.counted_words()
    with translation.override("ar"):
        assert json.loads(plurals.counted_words()).keys() == json.loads(english).keys()
    assert plurals.counted_words() == english

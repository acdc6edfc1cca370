"""The words for numbers: each form that a language has reaches the browser."""

import json

from django.utils import translation

from comments import words


def test_every_name_has_its_forms_with_numbers_that_take_them():
    given = json.loads(words.counted_words())
    assert given["answers"] == {
        "{n} replies": [each for each in words.NUMBERS if each != 1],
        "{n} reply": [1],
    }
    assert set(given) == set(words.COUNTED)


def test_words_follow_the_language_in_force():
    english = words.counted_words()
    with translation.override("ar"):
        assert json.loads(words.counted_words()).keys() == json.loads(english).keys()
    assert words.counted_words() == english

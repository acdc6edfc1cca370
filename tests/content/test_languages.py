import pytest

from content.languages import direction
from content.templatetags.languages import written_by_the_site, written_in


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "ltr"),
        ("fa", "rtl"),
        ("ar-EG", "rtl"),
        ("HE", "rtl"),
        ("ur_PK", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("de-1996", "ltr"),
        ("arn", "ltr"),
        ("", ""),
    ],
)
def test_direction_of_a_language(tag, expected):
    assert direction(tag) == expected


def test_language_of_the_page_needs_no_mention():
    assert written_in("") == ""


def test_other_language_says_its_direction():
    assert written_in("fa") == ' lang="fa" dir="rtl"'


def test_what_the_site_says_inside_is_in_its_own_language():
    assert written_by_the_site("fa") == ' lang="en" dir="ltr"'
    assert written_by_the_site("fa", turned=False) == ' lang="en"'
    assert written_by_the_site("") == ""


def test_odd_tag_is_escaped():
    assert '"><' not in written_in('"><b>')

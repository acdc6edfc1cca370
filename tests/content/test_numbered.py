"""Addresses of rows by number, put together without asking Django for each."""

import pytest
from django.urls import reverse, set_script_prefix

from content.addresses import numbered


@pytest.fixture
def below_a_folder():
    set_script_prefix("/blog/")
    yield
    set_script_prefix("/")


@pytest.mark.parametrize("name", ["comments:comment_detail", "comments:react", "comments:report"])
def test_an_address_by_number_is_the_one_that_django_gives(name):
    for pk in (1, 20, 10**17):
        assert numbered(name, pk) == reverse(name, args=[pk])


def test_an_address_by_number_follows_the_folder_that_the_site_is_in(below_a_folder):
    assert numbered("comments:report", 7) == reverse("comments:report", args=[7])
    assert numbered("comments:report", 7).startswith("/blog/")

"""Every word of our own in every language that there is; and the pages that are made of them."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from blog.models import SiteSettings
from tests import catalogs

from .page_cache.make import every_shared_path

LANGUAGES = pytest.mark.parametrize("language", catalogs.languages())
# What a translation takes over as it is: what is filled in, marks of HTML, addresses.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z][^>]*>|https?://\S+")


def kept(text: str) -> list[str]:
    return sorted(KEPT.findall(text))


@LANGUAGES
def test_every_message_of_the_code_is_translated_and_compiled(language):
    catalog = catalogs.renewed(language)
    assert catalogs.untranslated(catalog) == []
    for ending, right in (("po", catalogs.written(catalog)), ("mo", catalogs.compiled(catalog))):
        assert catalogs.path_of(language, ending).read_bytes() == right, "Run `make messages`."


@LANGUAGES
def test_a_translation_keeps_what_is_filled_in_and_marked(language):
    for message in catalogs.renewed(language):
        if message.pluralizable:
            one, many = message.id
            assert kept(message.string[1]) == kept(many), message.id
            assert kept(message.string[0]) in (kept(one), kept(many)), message.id
        elif message.id:
            assert kept(message.string) == kept(message.id), message.id
            assert message.string.isspace() == message.id.isspace()


@LANGUAGES
@pytest.mark.django_db
def test_every_shared_page_is_made_in_the_language(language):
    SiteSettings.objects.create(language=language)
    paths = every_shared_path()
    client = Client()
    with translation.override(language):
        ours = gettext("Leave a reply")
    assert ours != "Leave a reply"
    assert f'<html lang="{language}">' in client.get("/").content.decode()
    assert ours in client.get("/articles/tides/").content.decode()
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_a_language_of_a_country_speaks_as_the_language_does():
    with translation.override("es-mx"):
        assert gettext("Leave a reply") != "Leave a reply"

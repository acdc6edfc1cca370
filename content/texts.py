"""
Texts that may hold pictures. Each app names its own (``texts`` of its AppConfig); this knows none.

That is, for each model, the field that is typed and the one that is shown, "" where none is. What an
app names as ``older_texts`` may be brought back, but is no use of a picture by itself.

A text's HTML is stored with the renditions that its pictures have (markup/figures.py), so that
showing it costs no query. It is written again where these change; an author who saves at that
moment wins, since what ``dress`` gave them is as good.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import Model, TextField
from django.db.models.functions import Cast

from .markup import figures
from .models import Image

_NAME = re.compile(r"(?:images|renditions)/[0-9a-f]{2}/[0-9a-f]{32}[-.a-z0-9]*")


class Text(NamedTuple):
    """A kind of text: ``source`` names the field as typed, ``html`` the one that is shown, or is ""."""

    model: type[Model]
    source: str
    html: str

    @property
    def fields(self) -> list[str]:
        return [name for name in (self.source, self.html) if name]


def dress(html: str) -> str:
    """Return safe HTML with the renditions of its pictures; one query, none where it has no picture."""
    names = {
        url.removeprefix(settings.MEDIA_URL)
        for url in figures.addresses(html)
        if url.startswith(settings.MEDIA_URL)
    }
    if not names:
        return html
    images = Image.objects.filter(file__in=names)
    return figures.dressed(html, {image.file.url: image.as_figure() for image in images})


def dress_those_with(name: str) -> None:
    """Write the HTML of the texts with this picture again."""
    for text in _shown():
        for pk, html in _holding(text, text.html, name).values_list("pk", text.html):
            _exchange(text, pk, {text.html: html}, {text.html: dress(html)})


def dress_all() -> None:
    """Write again the HTML of all texts that show other renditions than there are."""
    for text in _shown():
        for pk, html in _holding(text, text.html, "images/").values_list("pk", text.html):
            _exchange(text, pk, {text.html: html}, {text.html: dress(html)})


def repoint(old: str, image: Image) -> None:
    """Put the picture's present file where texts show an ``old`` one (an address)."""
    for text in _shown():
        found = _holding(text, text.source, old).values_list("pk", *text.fields)
        for pk, source, html in found:
            figure = image.as_figure()
            new_html = dress(figures.repointed(figures.undressed(html), old, figure))
            new = {text.source: figures.repointed(source, old, figure), text.html: new_html}
            _exchange(text, pk, {text.source: source, text.html: html}, new)


def hold(words: str) -> bool:
    """Say whether a text holds these words, an older one too."""
    everywhere = [(text, field) for text in _texts(older=True) for field in text.fields]
    return any(_holding(text, field, words).exists() for text, field in everywhere)


def mentions(*, older: bool = False) -> dict[str, set[tuple[type[Model], int]]]:
    """
    Return the files that texts name, and which texts (model and primary key) those are.

    ``older`` texts count where a file is about to be erased.
    """
    found: dict[str, set[tuple[type[Model], int]]] = {}
    for text, pk, words in _words(older=older):
        for name in _NAME.findall(words):
            found.setdefault(name, set()).add((text.model, pk))
    return found


def _words(*, older: bool) -> Iterator[tuple[Text, int, str]]:
    for text in _texts(older=older):
        for field in text.fields:
            for pk, words in _holding(text, field, "images/").values_list("pk", "words").iterator():
                yield text, pk, words


def _texts(*, older: bool = False) -> Iterator[Text]:
    for app in apps.get_app_configs():
        named = getattr(app, "texts", {}) | (getattr(app, "older_texts", {}) if older else {})
        for name, (source, html) in named.items():
            yield Text(app.get_model(name), source, html)


def _shown() -> list[Text]:
    return [text for text in _texts() if text.html]


def _holding(text: Text, field: str, words: str):
    """Return the rows whose field holds these words, whatever kind of field it is."""
    rows = text.model._base_manager.annotate(words=Cast(field, TextField()))
    return rows.filter(words__contains=words)


def _exchange(text: Text, pk, old: dict, new: dict) -> None:
    """Store what is new, unless somebody else was faster."""
    if new != old:
        text.model._base_manager.filter(pk=pk, **old).update(**new)

"""
Where pictures are used: by a row's key, such as an article's cover, in texts, and in what is not settled.

An app whose rows keep what was typed names where a picture's key stands in it (``picks`` of its
AppConfig): for each model and its JSON field the names, with the words for them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, Field, Model, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from . import texts
from .models import Image


class Use(NamedTuple):
    """``place`` says where in the row, in a word or two: "cover", "text"."""

    model: type[Model]
    pk: int
    place: str


def uses(images: Iterable[Image]) -> dict[int, list[Use]]:
    """Return the uses of each picture, by its primary key; an empty list where there is none."""
    images = list(images)
    found: dict[int, list[Use]] = {image.pk: [] for image in images}
    for field in _keys():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": images})
        for pk, image in rows.order_by("pk").values_list("pk", field.attname):
            found[image].append(Use(field.model, pk, str(field.verbose_name)))
    for image, use in _picked():
        if image in found:
            found[image].append(use)
    mentions = texts.mentions()
    for image in images:
        for model, pk in sorted(mentions.get(image.file.name, ()), key=_by_name):
            found[image.pk].append(Use(model, pk, _("text")))
    return found


def unused(images: QuerySet) -> QuerySet:
    """Return those pictures that nothing uses."""
    for field in _keys():
        images = images.exclude(
            Exists(field.model._base_manager.filter(**{field.attname: OuterRef("pk")}))
        )
    picked = {image for image, use in _picked()}
    return images.exclude(pk__in=picked).exclude(file__in=texts.mentions().keys())


def _keys() -> Iterator[Field]:
    """Yield the keys to pictures, of every model of the house."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def _picked() -> Iterator[tuple[int, Use]]:
    """Yield the keys of pictures in what is typed and not settled yet, each with its use."""
    for app in apps.get_app_configs():
        for name, (field, places) in getattr(app, "picks", {}).items():
            model = app.get_model(name)
            keys = [KT(f"{field}__{place}") for place in places]
            rows = model._base_manager.filter(**{f"{field}__isnull": False}).order_by("pk")
            for pk, *typed in rows.values_list("pk", *keys):
                for image, place in zip(typed, places.values(), strict=True):
                    if image and image.isdecimal():
                        yield int(image), Use(model, pk, str(place))


def _by_name(mention: tuple[type[Model], int]) -> tuple[str, int]:
    return mention[0].__name__, mention[1]

"""Where pictures are used: by a row's key, such as an article's cover, and in texts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Exists, Field, Model, OuterRef, QuerySet
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
    return images.exclude(file__in=texts.mentions().keys())


def _keys() -> Iterator[Field]:
    """Yield the keys to pictures, of every model of the house."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def _by_name(mention: tuple[type[Model], int]) -> tuple[str, int]:
    return mention[0].__name__, mention[1]

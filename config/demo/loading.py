"""Putting the demo into an empty site."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction

from blog.models import Article
from comments.models import Comment
from content.images import Encoded, encode
from content.models import Image

from . import material, people, writing
from .conversation import Conversation
from .pictures import DRAWINGS, drawn


class Refused(Exception):
    """The database holds what is not the demo's."""


def load(now: datetime) -> bool:
    """
    Put the demo into the database; return False where it already is, and change nothing then.

    Raises Refused: when there are other articles or comments.
    """
    if Article.objects.filter(origin=material.ORIGIN).exists():
        return False
    if Article.objects.exists() or Comment.objects.exists():
        raise Refused(
            "This site has articles or comments of its own; the demo goes into an empty one."
        )
    pictures = _draw()  # seconds, so before the lock
    images: dict[str, Image] = {}
    try:
        _load(now, pictures, images)
    except BaseException:
        for image in images.values():  # the rows went with the transaction, files would not
            image.file.storage.delete(image.file.name)
        raise
    return True


def _draw() -> dict[str, Encoded]:
    """Return all drawings; Pillow lets go of the interpreter, so two cores draw in half the time."""
    with ThreadPoolExecutor() as pool:
        uploads = pool.map(drawn, DRAWINGS)
        return {name: encode(upload) for name, upload in zip(DRAWINGS, uploads, strict=True)}


@transaction.atomic
def _load(now: datetime, pictures: dict, images: dict[str, Image]) -> None:
    site = material.site()
    images.update(writing.make_images(site, pictures))
    users = people.make_accounts(site)
    authors = people.make_authors(site, users, images)
    articles = writing.make_articles(site, authors, images, now)
    writing.make_series(site, articles)
    writing.make_pages(site)
    Conversation(articles, users, now).hold()

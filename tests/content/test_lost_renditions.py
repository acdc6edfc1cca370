"""Renditions that are not there: readers get the original, and they are made anew."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from content import renditions
from content.housekeeping import make_missing_renditions
from content.models import Image
from tests.blog.make import make_article

from .make import figure, files, made, rendered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_housekeeping_asks_for_what_is_missing():
    rendered()
    lost = made()
    DBTaskResult.objects.all().delete()
    make_missing_renditions()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[lost.pk]]


def test_pages_show_the_original_of_lost_renditions_until_they_are_made_anew(
    client, media, run_tasks
):
    """As after a library came back from a backup without them."""
    image, whole = rendered(), rendered()
    article = make_article(source=figure(image), cover=image)
    page = article.get_absolute_url()
    lost = image.file_names()[-1]
    kept = whole.srcset("card")
    (media / lost).unlink()
    make_missing_renditions()
    for row in (image, whole, article):
        row.refresh_from_db()
    assert (image.srcset("whole"), whole.srcset("card")) == ("", kept)
    assert "<picture>" not in article.html
    assert "/media/renditions/" not in client.get(page).content.decode()
    run_tasks()
    image.refresh_from_db()
    article.refresh_from_db()
    assert set(image.file_names()) <= files(media)
    assert image.srcset("whole") in article.html
    assert image.srcset("whole") in client.get(page).content.decode()


def test_the_command_makes_lost_renditions_at_once(media):
    image = rendered()
    for name in image.file_names()[1:]:
        (media / name).unlink()
    call_command("make_renditions")
    image.refresh_from_db()
    assert files(media) == set(image.file_names())


def test_renditions_are_not_given_up_with_a_folder_that_is_away(media):
    image = rendered()
    for name in image.file_names():
        (media / name).unlink()
    renditions.forget_lost()
    assert Image.objects.get().renditions == image.renditions


def test_nothing_is_drawn_while_a_reader_waits(client, media, monkeypatch):
    image = rendered()
    article = make_article(source=figure(image), cover=image)
    for name in image.file_names()[1:]:
        (media / name).unlink()
    monkeypatch.setattr(renditions, "drawn", None)
    assert client.get(article.get_absolute_url()).status_code == 200
    lost = image.srcset("whole").split()[0]
    assert client.get(lost, follow=True).getvalue() == (media / image.file.name).read_bytes()

"""A picture that is replaced, used or deleted: its files stay as long as something may show them."""

from datetime import timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from blog.models import WorkingCopy
from content import images
from content.housekeeping import erase_orphaned_files
from content.images import encode
from content.models import Image
from content.renditions import make_renditions
from content.uses import Use, unused, uses
from tests.blog.make import make_article

from .make import figure, files, picture, rendered, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
IN_THE_PAST = timedelta(days=-1)  # a grace that nothing is young enough for


def replacement(size=(300, 200)):
    return encode(upload(picture(size=size, form="JPEG", color=(200, 0, 0))))


def test_another_picture_takes_the_place_of_one_everywhere_it_is_shown(media):
    image = rendered(alt="A boat")
    old = set(image.file_names())
    article = make_article(source=figure(image), cover=image)
    with TestCase.captureOnCommitCallbacks(execute=True):
        images.replace(replacement(), image)
    assert Image.objects.get().alt == "A boat"
    assert Image.objects.get().pk == image.pk
    article.refresh_from_db()
    assert image.file.url in article.source
    assert f'src="{image.file.url}"' in article.html
    assert 'width="300" height="200"' in article.html
    assert not old & files(media)
    make_renditions.func(image.pk)
    article.refresh_from_db()
    image.refresh_from_db()
    assert image.srcset("whole") in article.html
    assert files(media) == set(image.file_names())


def test_an_old_file_stays_as_long_as_an_older_wording_may_come_back(media, monkeypatch):
    monkeypatch.setattr("content.housekeeping.GRACE", IN_THE_PAST)
    image = rendered()
    old = image.file.name
    article = make_article(source=figure(image))
    article.record("saved", by=None, now=timezone.now())
    with TestCase.captureOnCommitCallbacks(execute=True):
        images.replace(replacement(), image)
    erase_orphaned_files()
    assert old in files(media)
    article.history.all().delete()
    erase_orphaned_files()
    assert old not in files(media)


def test_a_picture_that_is_deleted_is_gone_whatever_older_wordings_name(media):
    image = rendered()
    article = make_article(source=figure(image))
    article.record("saved", by=None, now=timezone.now())
    article.write("<p>Words.</p>")
    article.save()
    assert unused(Image.objects.all()).get() == image
    with TestCase.captureOnCommitCallbacks(execute=True):
        images.erase(image)
    assert files(media) == set()


def test_unpublished_changes_use_a_picture():
    image = rendered()
    article = make_article()
    WorkingCopy.objects.create(article=article, manuscript={"source": figure(image)})
    assert uses([image])[image.pk] == [Use(WorkingCopy, article.pk, "text")]
    assert not unused(Image.objects.all()).exists()


@pytest.mark.parametrize(
    ("name", "place"), [("cover", "cover"), ("social_picture", "social picture")]
)
def test_a_picture_chosen_in_unpublished_changes_is_used(name, place):
    image, other = rendered(), rendered()
    article = make_article()
    WorkingCopy.objects.create(article=article, manuscript={name: str(image.pk)})
    WorkingCopy.objects.create(article=make_article(), manuscript={name: "no number"})
    WorkingCopy.objects.create(article=make_article())
    assert uses([image])[image.pk] == [Use(WorkingCopy, article.pk, place)]
    assert unused(Image.objects.all()).get() == other


def test_deletion_leaves_no_file(media):
    image = rendered()
    with TestCase.captureOnCommitCallbacks(execute=True):
        images.erase(image)
    assert files(media) == set()


def test_housekeeping_erases_renditions_that_no_row_names(media, monkeypatch):
    image = rendered()
    kept = set(image.file_names())
    stray = media / f"renditions/ab/{'ab' * 16}-01234567-card-320.webp"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    monkeypatch.setattr("content.housekeeping.GRACE", IN_THE_PAST)
    assert erase_orphaned_files() == 1
    assert files(media) == kept

"""Renditions: made by a task, known to the row, and never promised before they are there."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from blog.models import WorkingCopy
from content import images, renditions, texts
from content.housekeeping import erase_orphaned_files, make_missing_renditions
from content.images import encode, make_image
from content.models import Image
from content.renditions import drawn, make_renditions, render
from content.uses import Use, unused, uses
from tests.blog.make import make_article
from tests.html import flaws

from .make import picture, upload

pytestmark = pytest.mark.django_db
IN_THE_PAST = timedelta(days=-1)  # a grace that nothing is young enough for


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def made(size=(1000, 600), **words) -> Image:
    return make_image(upload(picture(size=size, form="JPEG")), **words)


def rendered(size=(1000, 600), **words) -> Image:
    image = made(size, **words)
    assert render(image)
    return image


def files(media) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def figure(image: Image) -> str:
    return f'<figure><img src="{image.file.url}" alt="A boat"></figure>'


def test_an_upload_asks_the_worker_for_renditions_and_promises_none():
    image = made()
    task = DBTaskResult.objects.get(task_path=make_renditions.module_path)
    assert task.args_kwargs["args"] == [image.pk]
    assert image.srcset("whole") == ""


def test_every_rendition_that_a_row_names_is_there_in_its_size(media):
    image = rendered()
    assert files(media) == set(image.file_names())
    for name in image.file_names()[1:]:
        with Pillow.open(media / name) as file:
            assert file.format == "WEBP"
            assert f"-{file.width}.webp" in name
            assert not file.getexif()


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(20, 120), st.integers(20, 120)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_crop_holds_the_focal_point(size, focus):
    """A white spot lies at the focal point, as large as a hundredth of the picture may blur."""
    across, down = (
        min(round(share * side), side - 1) for share, side in zip(focus, size, strict=True)
    )
    original = Pillow.new("RGB", size)
    spot = (max(0, across - 3), max(0, down - 3), across + 4, down + 4)
    original.paste((255, 255, 255), spot)
    side = min(size) // 2
    with Pillow.open(drawn(original, (side, side), focus)) as crop:
        assert crop.size == (side, side)
        assert crop.convert("L").getextrema()[1] > 120


def test_a_second_making_changes_nothing(media):
    image = rendered()
    before = files(media)
    make_renditions.func(image.pk)
    assert files(media) == before
    make_renditions.func(image.pk + 1)  # gone meanwhile


def test_a_making_that_is_killed_promises_nothing_and_is_made_up_for(media, monkeypatch):
    image = made()
    whole = renditions.drawn

    def killed(picture, size, focus):
        if size[0] == 1000:
            raise KeyboardInterrupt
        return whole(picture, size, focus)

    monkeypatch.setattr(renditions, "drawn", killed)
    with pytest.raises(KeyboardInterrupt):
        make_renditions.func(image.pk)
    image.refresh_from_db()
    assert image.srcset("whole") == ""
    assert files(media) == {image.file.name}
    monkeypatch.setattr(renditions, "drawn", whole)
    call_command("make_renditions")
    image.refresh_from_db()
    assert files(media) == set(image.file_names())
    assert image.srcset("whole")


def test_a_making_that_comes_too_late_leaves_nothing(media):
    image = made()
    late = Image.objects.get()
    Image.objects.update(focal_x=0.1)
    assert not render(late)
    assert files(media) == {image.file.name}
    images.erase(image)
    assert not render(late)


def test_two_makings_at_once_leave_one_whole_set(media):
    made()
    first, second = Image.objects.get(), Image.objects.get()
    assert render(first)
    assert not render(second)
    assert files(media) == set(Image.objects.get().file_names())


def test_a_broken_original_stays_without(media):
    image = made()
    (media / image.file.name).write_bytes(b"\xff\xd8\xff broken")
    assert not render(image)
    (media / image.file.name).unlink()
    assert not render(image)
    assert files(media) == set()


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


def test_a_transparent_picture_stays_transparent(media):
    image = make_image(upload(picture("RGBA", (100, 100), color=(255, 0, 0, 0))))
    render(image)
    with Pillow.open(media / image.file_names()[-1]) as file:
        assert file.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_figure_carries_its_renditions_as_soon_as_they_are_there():
    image = made()
    article = make_article(source=figure(image))
    assert "<picture>" not in article.html
    assert 'width="1000" height="600"' in article.html
    render(image)
    article.refresh_from_db()
    assert f'srcset="{image.srcset("whole")}"' in article.html
    assert 'loading="lazy"' in article.html
    page = f"<!doctype html><html><head><title>x</title></head><body><h1>x</h1>{article.html}</body></html>"
    assert not flaws(page)
    before = article.html
    article.write(article.source)
    assert article.html == before


def test_a_text_that_was_saved_past_its_renditions_is_made_good():
    image = rendered()
    article = make_article(source=figure(image))
    type(article).objects.update(html=figure(image))
    make_missing_renditions()
    article.refresh_from_db()
    assert "<picture>" in article.html


def test_a_text_without_pictures_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert texts.dress("<p>Words.</p>") == "<p>Words.</p>"


def test_feeds_carry_plain_pictures(client):
    image = rendered()
    make_article(source=figure(image))
    for kind in ("rss", "atom", "json"):
        feed = client.get(f"/feeds/{kind}/").content.decode()
        assert image.file.url in feed
        assert "srcset" not in feed


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


def test_an_upload_whose_task_cannot_be_placed_leaves_nothing(media, monkeypatch):
    def fails(image):
        raise RuntimeError

    monkeypatch.setattr(renditions, "enqueue", fails)
    with pytest.raises(RuntimeError):
        made()
    assert files(media) == set()
    assert not Image.objects.exists()


def test_pixels_of_an_upload_are_what_renditions_show():
    image = make_image(upload(picture(size=(400, 300), form="PNG", color=(10, 200, 30))))
    with image.file.open() as file, Pillow.open(file) as original:
        shown = Pillow.open(BytesIO(drawn(original, (40, 40), image.focus).read()))
    assert all(
        abs(a - b) < 12 for a, b in zip(shown.getpixel((20, 20)), (10, 200, 30), strict=True)
    )

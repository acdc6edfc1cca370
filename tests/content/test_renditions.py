"""Renditions: made by a task, known to the row, and never promised before they are there."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from content import images, renditions
from content.images import make_image
from content.models import Image
from content.renditions import drawn, make_renditions, render

from .make import files, made, picture, rendered, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_an_upload_asks_the_worker_for_renditions_and_promises_none():
    image = made()
    task = DBTaskResult.objects.get(task_path=make_renditions.module_path)
    assert task.args_kwargs["args"] == [image.pk]
    assert image.srcset("whole") == ""


def test_an_upload_whose_task_cannot_be_placed_leaves_nothing(media, monkeypatch):
    def fails(image):
        raise RuntimeError

    monkeypatch.setattr(renditions, "enqueue", fails)
    with pytest.raises(RuntimeError):
        made()
    assert files(media) == set()
    assert not Image.objects.exists()


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


def test_pixels_of_an_upload_are_what_renditions_show():
    image = make_image(upload(picture(size=(400, 300), form="PNG", color=(10, 200, 30))))
    with image.file.open() as file, Pillow.open(file) as original:
        shown = Pillow.open(BytesIO(drawn(original, (40, 40), image.focus).read()))
    assert all(
        abs(a - b) < 12 for a, b in zip(shown.getpixel((20, 20)), (10, 200, 30), strict=True)
    )


def test_a_transparent_picture_stays_transparent(media):
    image = make_image(upload(picture("RGBA", (100, 100), color=(255, 0, 0, 0))))
    render(image)
    with Pillow.open(media / image.file_names()[-1]) as file:
        assert file.convert("RGBA").getpixel((5, 5))[3] == 0


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

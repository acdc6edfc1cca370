from io import BytesIO
from pathlib import Path

import pytest
from django import forms
from PIL import Image as Pillow
from PIL import features

from content.images import KEPT_SIDE, MAX_BYTES, ImageUploadField, Refused, encode, make_image
from content.models import Image

from .make import bomb_png, picture, upload


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def opened(encoded) -> Pillow.Image:
    image = Pillow.open(BytesIO(encoded.data))
    image.load()
    return image


def photo_with_place() -> bytes:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # held upright: turn right by 90 degrees
    exif[0x013B] = "Somebody's name"
    exif.get_ifd(0x8825)[2] = (59.0, 20.0, 0.0)
    out = BytesIO()
    Pillow.new("RGB", (60, 40), "red").save(
        out, "JPEG", exif=exif, comment=b"secret", icc_profile=b"x" * 200, dpi=(300, 300)
    )
    return out.getvalue()


@pytest.mark.django_db
def test_a_photo_is_kept_upright_and_without_its_place():
    image = make_image(upload(photo_with_place(), "../../etc/passwd.php"), alt="A red square")
    assert (image.width, image.height, image.alt) == (40, 60, "A red square")
    kept = Pillow.open(image.file.path)
    assert kept.format == "JPEG"
    assert not kept.getexif()
    assert not {"exif", "icc_profile", "comment"} & kept.info.keys()
    assert b"secret" not in Path(image.file.path).read_bytes()
    assert image.file.name.startswith("images/")
    assert "passwd" not in image.file.name


@pytest.mark.parametrize(
    ("data", "ending", "mode"),
    [
        (picture(form="JPEG"), "jpg", "RGB"),
        (picture("L", form="JPEG"), "jpg", "RGB"),
        (picture("CMYK", form="JPEG"), "jpg", "RGB"),
        (picture(), "webp", "RGB"),
        (picture("1"), "webp", "RGB"),
        (picture("P"), "webp", "RGB"),
        (picture("LA", color=(1, 2)), "webp", "RGBA"),
        (picture("RGBA", color=(1, 2, 3, 4)), "webp", "RGBA"),
        (picture("RGBA", color=(1, 2, 3, 255)), "webp", "RGB"),
        (picture("RGBA", color=(1, 2, 3, 4), form="WEBP"), "webp", "RGBA"),
        (picture("P", form="GIF", transparency=0), "webp", "RGBA"),
        (picture(size=(1, 1)), "webp", "RGB"),
        (picture(size=(1, 5000)), "webp", "RGB"),
    ],
)
def test_formats_and_modes(data, ending, mode):
    encoded = encode(upload(data, "wrong.txt"))
    assert (encoded.ending, opened(encoded).mode) == (ending, mode)


def test_grey_of_16_bits_keeps_its_shades():
    encoded = encode(upload(picture("I;16", color=32896)))
    assert abs(opened(encoded).getpixel((5, 5))[0] - 128) <= 2


def test_large_pictures_shrink_without_seams():
    gradient = Pillow.linear_gradient("L").resize((3600, 3000)).convert("RGB")
    out = BytesIO()
    gradient.save(out, "PNG", compress_level=1)
    kept = opened(encode(upload(out.getvalue())))
    assert kept.size == (KEPT_SIDE, 2000)
    expected = gradient.resize(kept.size, Pillow.Resampling.LANCZOS)
    column = [abs(kept.getpixel((9, y))[0] - expected.getpixel((9, y))[0]) for y in range(2000)]
    assert max(column) <= 4


def test_transparent_edges_stay_clean_when_shrunk():
    wide = Pillow.new("RGBA", (4800, 100), (255, 0, 0, 0))
    wide.paste((0, 0, 255, 255), (0, 0, 2401, 100))
    out = BytesIO()
    wide.save(out, "PNG", compress_level=1)
    red, _, _, alpha = opened(encode(upload(out.getvalue()))).getpixel((1200, 20))
    assert alpha < 255
    assert red < 40


def test_animations_keep_their_first_frame():
    out = BytesIO()
    frames = [Pillow.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    kept = opened(encode(upload(out.getvalue(), "a.gif")))
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.getpixel((5, 5))[0] > 200


def test_what_hides_behind_a_picture_is_dropped():
    data = picture(form="JPEG") + b"<script>alert(1)</script>PK\x03\x04<?php echo 1 ?>"
    kept = encode(upload(data)).data
    assert b"<script>" not in kept
    assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"x", "no picture"),
        (b"GIF89a", "broken"),
        (picture(form="JPEG", size=(500, 500))[:-900], "broken"),
        (picture(size=(500, 500))[:-100], "broken"),
        (picture(form="TIFF"), "no picture"),
        (picture(form="ICO"), "no picture"),
        (picture(form="BMP"), "no picture"),
        (picture(form="PPM"), "no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"<html><script>alert(1)</script>", "no picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "PNG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "JPEG"),
        (bomb_png(30_000, 30_000), "too many pixels"),
        (bomb_png(12_000, 12_000), "too many pixels"),
        (bomb_png(5_001, 5_000), "too many pixels"),
        (bomb_png(10_001, 1), "No side"),
        (bomb_png(4_000, 4_000), "broken"),
        (picture("RGB", (3_100, 3_000), form="WEBP"), "too many pixels"),
    ],
)
def test_hostile_and_odd_files_are_refused_with_a_sentence(data, reason, media):
    with pytest.raises(Refused, match=reason):
        make_image(upload(data))
    assert not media.exists()


def test_a_file_is_refused_by_its_size_before_it_is_read():
    class Huge:
        size = MAX_BYTES + 1

        def read(self, *args):
            raise AssertionError("was read")

    with pytest.raises(Refused, match="10 MB"):
        encode(Huge())


def test_a_size_that_lies_reads_no_more_than_the_bound():
    class Lying(BytesIO):
        size = 10

        def read(self, length):
            assert length <= MAX_BYTES + 1
            return b""

    with pytest.raises(Refused):
        encode(Lying())


@pytest.mark.django_db
def test_nothing_is_left_behind_where_the_row_fails(media, monkeypatch):
    def failing(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Image, "save", failing)
    with pytest.raises(RuntimeError):
        make_image(upload(picture()))
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_broken_notes_of_a_camera_do_not_lose_the_picture():
    data = picture(form="JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01broken")
    assert opened(encode(upload(data))).size == (60, 40)


def test_the_form_field_says_what_is_wrong_beside_itself():
    class Form(forms.Form):
        upload = ImageUploadField()

    form = Form({}, {"upload": upload(b"not a picture")})
    assert "no picture" in form.errors["upload"][0]
    assert Form({}, {}).errors
    assert Form({}, {"upload": upload(picture())}).is_valid()


def test_this_pillow_reads_all_formats():
    assert features.check("webp")
    assert features.check("jpg")

"""Pictures that are dropped into a text, and those that lie in the library: taken, refused, found."""

import pytest

from content.images import MAX_BYTES
from content.models import Image
from tests.authors.make import signed_in
from tests.blog.make import make_picture
from tests.content.make import bomb_png, picture, upload

from .desk import LIBRARY, UPLOAD, make_root

pytestmark = pytest.mark.django_db


def test_dropped_picture_is_taken_and_nothing_of_its_file_is_kept():
    response = signed_in(make_root()).post(UPLOAD, {"picture": upload(picture(), "my cat.png")})
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json()["url"] == image.file.url
    assert "cat" not in image.file.name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 cut off",
        b"\0\0\0\x18ftypheic",
        bomb_png(60_000, 60_000),
        b"x" * (MAX_BYTES + 1),
    ],
    ids=["empty", "svg", "html", "polyglot", "broken", "heic", "bomb", "too-large"],
)
def test_hostile_picture_is_refused_in_a_sentence_and_leaves_nothing(data, settings):
    before = set(settings.MEDIA_ROOT.rglob("*"))
    response = signed_in(make_root()).post(UPLOAD, {"picture": upload(data)})
    assert response.status_code == 422
    assert response.json()["problem"].endswith(".")
    assert not Image.objects.exists()
    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_library_finds_pictures_by_their_words():
    sea, lamp = make_picture(alt="A sea"), make_picture(alt="A lamp")
    client = signed_in(make_root())
    page = client.get(LIBRARY, {"q": "LAMP"}).content.decode()
    assert lamp.file.url in page
    assert sea.file.url not in page
    assert client.get(LIBRARY, {"q": "\0%_"}).status_code == 200
    assert client.get(LIBRARY, {"page": "99"}).status_code == 404

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    """A folder of uploads, with a secret beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "secret_key").write_text("secret")
    write(settings.MEDIA_ROOT / "images/ab/picture.webp", b"RIFF")
    write(settings.MEDIA_ROOT / "notes.html", b"<script>alert(1)</script>")
    write(settings.MEDIA_ROOT / "drawing.svg", b"<svg onload='alert(1)'/>")
    write(settings.MEDIA_ROOT / ".hidden", b"hidden")
    os.symlink(tmp_path / "secret_key", settings.MEDIA_ROOT / "link.png")
    return settings.MEDIA_ROOT


def write(path: Path, content: bytes):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_picture_is_shown_and_may_be_kept(client):
    answer = client.get("/media/images/ab/picture.webp")
    assert answer.getvalue() == b"RIFF"
    assert answer.headers["Content-Type"] == "image/webp"
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["images/ab/picture.webp", "notes.html", "drawing.svg"])
def test_nothing_in_an_upload_can_act(client, name):
    answer = client.get(f"/media/{name}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["notes.html", "drawing.svg"])
def test_what_is_no_picture_is_only_offered_for_download(client, name):
    answer = client.get(f"/media/{name}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "nothing.png",
        "images",
        "images/",
        "../secret_key",
        "%2e%2e/secret_key",
        "images/../../secret_key",
        "..%5csecret_key",
        "/etc/passwd",
        "//etc/passwd",
        "notes.html%00.png",
        "%00",
        "%ff%fe",
        ".hidden",
        "link.png",
        "a" * 5000,
        "notes.html/",
        "./notes.html",
    ],
)
def test_odd_path_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_of_a_lost_rendition_the_original_is_shown(client, root):
    stem = "ab/" + "ab" * 16
    write(root / f"images/{stem}.webp", b"RIFF")
    answer = client.get(f"/media/renditions/{stem}-01234567-card-320.webp")
    assert answer.headers["Location"] == f"/media/images/{stem}.webp"
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-cache")
    (root / f"images/{stem}.webp").unlink()
    assert client.get(f"/media/renditions/{stem}-01234567-card-320.webp").status_code == 404


def test_uploads_cannot_be_changed_from_outside(client):
    assert client.post("/media/notes.html").status_code == 405


def test_unchanged_picture_is_not_sent_again(client):
    first = client.get("/media/images/ab/picture.webp")
    again = client.get(
        "/media/images/ab/picture.webp",
        headers={"if-modified-since": first.headers["Last-Modified"]},
    )
    assert again.status_code == 304

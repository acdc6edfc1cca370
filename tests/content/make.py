"""Pictures made for tests; small ones, whatever they pretend to be."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from content.images import make_image
from content.models import Image
from content.renditions import render


def upload(data: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture(mode="RGB", size=(60, 40), *, form="PNG", color=None, **options) -> bytes:
    out = BytesIO()
    image = Pillow.new(mode, size, color) if color is not None else Pillow.new(mode, size)
    image.save(out, form, **options)
    return out.getvalue()


def bomb_png(width: int, height: int) -> bytes:
    """A PNG whose header promises far more pixels than it carries."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 10_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def made(size=(1000, 600), **words) -> Image:
    """A picture in the library, without renditions yet."""
    return make_image(upload(picture(size=size, form="JPEG")), **words)


def rendered(size=(1000, 600), **words) -> Image:
    image = made(size, **words)
    assert render(image)
    return image


def figure(image: Image) -> str:
    return f'<figure><img src="{image.file.url}" alt="A boat"></figure>'


def files(media) -> set[str]:
    """The name of every file in the folder ``media``."""
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}

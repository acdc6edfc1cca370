"""How an upload becomes a picture: checked, turned upright, re-encoded, stripped of all else."""

import struct
import threading
import warnings
from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps

from . import renditions, shapes, texts
from .models import Image

MAX_BYTES = 10_000_000  # of an upload; a camera's JPEG has 4 to 8 MB
MAX_PIXELS = 25_000_000  # by the header; decoded, each takes 4 bytes of memory
MAX_WEBP_PIXELS = 9_000_000  # its decoder needs four times the memory; a 4K screen has 8.3
MAX_SIDE = 10_000  # pixels
KEPT_SIDE = 2_400  # pixels of the longer side that are kept; twice the widest column
BAND = 64  # rows of the kept picture that are shrunk at a time
REACH = 4  # rows beyond a band that Lanczos looks at, and one more
QUALITY = 86  # of JPEG and WebP; above it files grow and eyes see no difference
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"  # the same, for browsers

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    MemoryError,
    OverflowError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    struct.error,
)
_BOMB = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)
_TOO_LARGE = _("The picture has too many pixels; make it smaller and try again.")
# One picture at a time in each process: decoded pictures are what could exhaust its memory, and the
# filters of warnings belong to the process.
_turn = threading.Lock()


class Refused(ValidationError):
    """An upload is no picture that is taken; its message is a sentence for the uploader."""


@dataclass(frozen=True)
class Encoded:
    """A picture as it will be stored."""

    data: bytes
    ending: str  # of its file name: "jpg" or "webp"


class ImageUploadField(forms.FileField):
    """A form's field that takes a picture; its cleaned value is ``Encoded``."""

    widget = forms.ClearableFileInput(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return encode(upload) if upload else None


def make_image(upload, *, alt: str = "", caption: str = "", credit: str = "") -> Image:
    """
    Store an upload (a file with ``size`` and ``read``) as a new Image.

    Raises Refused: when it is no picture that is taken; nothing is left behind then.
    """
    return store(encode(upload), Image(alt=alt, caption=caption, credit=credit))


def store(encoded: Encoded, image: Image) -> Image:
    """
    Save the picture under a name of ours, and the row; the file goes where the row fails.

    The worker makes its renditions; until then pages show the picture itself.
    """
    content = ContentFile(encoded.data, name=f"picture.{encoded.ending}")
    image.file.save(content.name, content, save=False)
    try:
        with transaction.atomic():
            image.save()
            renditions.enqueue(image)
    except BaseException:
        image.file.storage.delete(image.file.name)
        raise
    return image


def replace(encoded: Encoded, image: Image) -> None:
    """
    Let another picture take the place of this one wherever it is shown, in texts too.

    The row and its words stay. The old files go, unless a text still names them (an older wording):
    then with the housekeeping, once none does.
    """
    old, old_names = image.file.url, image.file_names()
    image.renditions, image.rendition_key = {}, ""
    with transaction.atomic():
        store(encoded, image)
        texts.repoint(old, image)
        transaction.on_commit(lambda: _erase_unless_named(image.file.storage, old_names))


def erase(image: Image) -> None:
    """
    Delete the row, and its files when that is final. What uses it is the caller's to ask.

    Older texts do not hold it: what has to go must not come back with one of them.
    """
    names, storage = image.file_names(), image.file.storage
    image.delete()
    transaction.on_commit(lambda: renditions.erase(storage, names))


def _erase_unless_named(storage, names: list[str]) -> None:
    if not texts.hold(shapes.stem(names[0])):
        renditions.erase(storage, names)


def encode(upload) -> Encoded:
    """
    Return the picture in an upload, without anything else that came with it.

    Raises Refused: when it is too big, broken, or of another format than FORMATS.
    """
    if upload.size > MAX_BYTES:
        raise Refused(_("The picture has more than 10 MB; make it smaller and try again."))
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise Refused(_("The file is empty."))
    try:
        with _turn, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # cameras' notes, which are dropped anyway
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            return _encoded(data)
    except Refused:
        raise
    except _BOMB as error:
        raise Refused(_TOO_LARGE) from error
    except _BROKEN as error:
        raise Refused(_reason(data)) from error


def _encoded(data: bytes) -> Encoded:
    with Pillow.open(BytesIO(data), formats=FORMATS) as header:
        _check_size(header)
        header.verify()
    picture, is_photo = _read(data)
    clean = _bare(_upright(picture))
    out = BytesIO()
    if is_photo:
        clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        return Encoded(out.getvalue(), "jpg")
    clean.save(out, "WEBP", quality=QUALITY, method=4)
    return Encoded(out.getvalue(), "webp")


def _read(data: bytes) -> tuple[Pillow.Image, bool]:
    """Return the first frame, bounded, and whether it was a JPEG; the large pixels end here."""
    with Pillow.open(BytesIO(data), formats=FORMATS) as picture:
        _check_size(picture)
        if picture.format == "JPEG":
            picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # decodes no more than is kept
        picture.load()
        return _bounded(picture), picture.format == "JPEG"


def _bare(picture: Pillow.Image) -> Pillow.Image:
    """Return nothing but the pixels, and those without an alpha channel that hides nothing."""
    has_alpha = picture.mode == "RGBA" and picture.getextrema()[3][0] < 255
    clean = Pillow.new("RGBA" if has_alpha else "RGB", picture.size)
    clean.paste(picture if has_alpha else picture.convert("RGB"))
    return clean


def _check_size(picture: Pillow.Image) -> None:
    width, height = picture.size
    most = MAX_WEBP_PIXELS if picture.format == "WEBP" else MAX_PIXELS
    if width * height > most:
        raise Refused(_TOO_LARGE)
    if max(width, height) > MAX_SIDE:
        raise Refused(_("No side of a picture may have more than 10,000 pixels; make it smaller."))


def _bounded(picture: Pillow.Image) -> Pillow.Image:
    """Return the picture as RGB or RGBA, its longer side bounded."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if max(picture.size) <= KEPT_SIDE:
        return _in_mode(picture, mode)
    return _shrunk(picture, mode)


def _shrunk(picture: Pillow.Image, mode: str) -> Pillow.Image:
    """Shrink in bands: a large picture is in memory once, not again for each conversion."""
    scale = max(picture.size) / KEPT_SIDE
    width, height = (max(1, round(side / scale)) for side in picture.size)
    scale = picture.height / height
    work = "RGBa" if mode == "RGBA" else mode  # transparent pixels must not colour their neighbours
    small = Pillow.new(work, (width, height))
    for top in range(0, height, BAND):
        bottom = min(top + BAND, height)
        first = max(0, int((top - REACH) * scale))
        last = min(picture.height, int((bottom + REACH) * scale) + 1)
        band = _in_mode(picture.crop((0, first, picture.width, last)), mode).convert(work)
        box = (0, top * scale - first, picture.width, min(bottom * scale, last) - first)
        part = band.resize((width, bottom - top), Pillow.Resampling.LANCZOS, box=box)
        small.paste(part, (0, top))
    small.info = picture.info
    return small if work == mode else small.convert(mode)


def _in_mode(picture: Pillow.Image, mode: str) -> Pillow.Image:
    if picture.mode.startswith(
        "I"
    ):  # 16 bits of grey, which Pillow's own conversion clips to white
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return picture if picture.mode == mode else picture.convert(mode)


def _upright(picture: Pillow.Image) -> Pillow.Image:
    """Turn the picture as its camera was held; left as it lies where the camera's note is broken."""
    try:
        return ImageOps.exif_transpose(picture)
    except _BROKEN:
        return picture


def _reason(data: bytes) -> str:
    """Say what is wrong with a file that Pillow does not read."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data[4:8] == b"ftyp":
        return _("HEIC and AVIF pictures are not read here; save it as JPEG and try again.")
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return _("SVG drawings can carry programs; save it as PNG and try again.")
    if data[:3] == b"\xff\xd8\xff" or data[:4] in (b"\x89PNG", b"GIF8", b"RIFF"):
        return _("The picture is broken or was not uploaded whole.")
    return _("This is no picture that is read here; JPEG, PNG, WebP and GIF are.")

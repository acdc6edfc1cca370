"""The demo's pictures, drawn when it is loaded: nothing of them is stored with the code."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from . import figures, portraits, scenes

DRAWINGS = {
    "lighthouse": scenes.lighthouse_at_night,
    "tide": scenes.low_tide,
    "sky": scenes.sky_over_water,
    "fog": scenes.harbour_in_fog,
    "buoys": scenes.buoys_in_snow,
    "lights": figures.lights_told_apart,
    "twelfths": figures.rule_of_twelfths,
    "elin": lambda: portraits.portrait("elin"),
    "maren": lambda: portraits.portrait("maren"),
    "tomas": lambda: portraits.portrait("tomas"),
}
QUALITY = 92  # of what is handed on; content.images encodes it again


def drawn(name: str) -> SimpleUploadedFile:
    """Return one of DRAWINGS as an upload."""
    return _as_upload(name, DRAWINGS[name]())


def _as_upload(name: str, picture: Image.Image) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return SimpleUploadedFile(f"{name}.jpg", out.getvalue(), "image/jpeg")

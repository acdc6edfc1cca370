"""The demo's pictures, drawn when it is loaded: nothing of them is stored with the code."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from . import air, figures, portraits, reckoning, scenes, voyages

DRAWINGS = {
    "lighthouse": scenes.lighthouse_at_night,
    "tide": scenes.low_tide,
    "sky": scenes.sky_over_water,
    "fog": scenes.harbour_in_fog,
    "buoys": scenes.buoys_in_snow,
    "lead": voyages.lead_line,
    "trails": voyages.star_trails,
    "watch": voyages.watch_in_its_box,
    "reckoning": reckoning.growing_doubt,
    "latitude": reckoning.star_and_latitude,
    "hours": reckoning.world_of_hours,
    "front": air.warm_front,
    "bending": air.bending_sound,
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

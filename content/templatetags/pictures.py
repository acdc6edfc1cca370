"""How a picture stands in a page: at the sizes that exist, and itself where there are none yet."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html

from content.shapes import height_of

register = template.Library()
MIDDLE = (1 / 3, 2 / 3)  # a focal point between these needs no word to CSS


@register.simple_tag
def picture(image, sizes="100vw", *, shape="whole", eager=False, alt=None, **attributes):
    """
    Return the ``<picture>`` of an Image, its ``<img>`` alone without renditions, nothing for None.

    ``shape`` is one of content/shapes.py; ``sizes`` says how wide it is drawn, as in HTML; ``eager``
    is for what stands at the top of a page; ``alt=""`` where words beside the picture say the same.
    Of further attributes ``class`` goes onto the outer element, all others onto the ``<img>``.
    """
    if image is None:
        return ""
    source = _source(image, shape, sizes)
    outer = {"class": attributes.pop("class", None)}
    about = {
        "src": image.file.url,
        "alt": image.alt if alt is None else alt,
        "width": image.width,
        "height": image.height,
        "decoding": "async",
        "fetchpriority": "high" if eager else None,
        "loading": None if eager else "lazy",
        "data-focus": None if shape == "whole" else focus(image),
        **attributes,
    }
    if not source:
        return format_html("<img{}>", _attributes(about | outer))
    img = format_html("<source{}><img{}>", _attributes(source), _attributes(about))
    return format_html("<picture{}>{}</picture>", _attributes(outer), img)


def focus(image) -> str | None:
    """Return the edges that the focal point is near ("left top"), for CSS; None in the middle."""
    across, down = image.focus
    edges = [_edge(across, "left", "right"), _edge(down, "top", "bottom")]
    return " ".join(edge for edge in edges if edge) or None


def _source(image, shape: str, sizes: str) -> dict:
    srcset = image.srcset(shape)
    if not srcset:
        return {}
    width = image.renditions[shape][-1]
    height = height_of(shape, width, (image.width, image.height))
    about = {"type": "image/webp", "srcset": srcset, "sizes": sizes}
    return about | {"width": width, "height": height}


def _attributes(values: dict) -> str:
    return flatatt({name: value for name, value in values.items() if value is not None})


def _edge(share: float, near: str, far: str) -> str:
    if MIDDLE[0] <= share <= MIDDLE[1]:
        return ""
    return near if share < MIDDLE[0] else far

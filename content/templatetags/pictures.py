"""How a picture stands in a page."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def picture(image, sizes="", *, eager=False, alt=None, **attributes):
    """
    Return the ``<img>`` of an Image, or nothing for None.

    ``eager`` is for what stands at the top of a page; ``alt=""`` where words beside the picture say
    the same; further attributes, as ``class``, go onto the element. ``sizes`` waits for renditions:
    without a ``srcset`` it means nothing to browsers.
    """
    if image is None:
        return ""
    loading = {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    return format_html(
        "<img{}>",
        flatatt(
            {
                "src": image.file.url,
                "alt": image.alt if alt is None else alt,
                "width": image.width,
                "height": image.height,
                "decoding": "async",
                **loading,
                **attributes,
            }
        ),
    )

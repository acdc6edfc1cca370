"""The face beside a name: a picture where there is one, else drawn initials."""

from django import template
from django.utils.html import format_html

from authors.initials import drawn_portrait

register = template.Library()


@register.simple_tag
def portrait(name, image, size=48):
    """
    Write ``{% portrait author.name author.portrait 48 %}``; ``image`` may be None.

    Alternative text is empty on purpose: the name stands beside it.
    """
    if not image:
        return drawn_portrait(str(name), int(size))
    return format_html(
        '<img class="portrait" src="{}" width="{}" height="{}" alt="" loading="lazy"'
        ' decoding="async">',
        image.file.url,
        size,
        size,
    )

"""The face beside a name: a picture where there is one, else drawn initials."""

from django import template

from authors.initials import drawn_portrait
from content.templatetags.pictures import picture

register = template.Library()


@register.simple_tag
def portrait(name, image, size=48):
    """
    Write ``{% portrait author.name author.portrait 48 %}``; ``image`` may be None.

    Alternative text is empty on purpose: the name stands beside it.
    """
    if not image:
        return drawn_portrait(str(name), int(size))
    attributes = {"class": "portrait", "width": size, "height": size}
    return picture(image, f"{size}px", shape="square", alt="", **attributes)

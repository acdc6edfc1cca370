"""What a letter says of the site, since letters have no request and so no context of pages."""

from django import template
from django.urls import reverse

from blog.models import SiteSettings
from content.addresses import absolute

register = template.Library()


@register.simple_tag
def the_site() -> SiteSettings:
    """Write ``{% the_site as site %}``."""
    return SiteSettings.current()


@register.simple_tag
def absolute_url(name: str, *args) -> str:
    """Return the address of a page as it works from a mailbox: ``{% absolute_url "blog:home" %}``."""
    return absolute(reverse(name, args=args))

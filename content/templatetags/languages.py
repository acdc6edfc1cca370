"""The language that something is written in, on the element that holds it."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from content.languages import direction

register = template.Library()


@register.simple_tag
def written_in(tag):
    """Write ``<article{% written_in article.language %}>``; nothing where the language is the page's own."""
    return format_html(' lang="{}" dir="{}"', tag, direction(tag)) if tag else ""


@register.simple_tag
def written_by_the_site(around, *, turned=True):
    """
    Say the page's own language again, on what stands inside something written in the language ``around``.

    ``turned=False`` leaves the direction: for a line that keeps to the side where its surroundings begin.
    """
    if not around:
        return ""
    own = get_language() or ""
    return written_in(own) if turned else format_html(' lang="{}"', own)

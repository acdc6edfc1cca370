"""The language that something is written in, on the element that holds it."""

from django import template
from django.utils.html import format_html

from content.languages import direction

register = template.Library()


@register.simple_tag
def written_in(tag):
    """Write ``<article{% written_in article.language %}>``; nothing where the language is the page's own."""
    return format_html(' lang="{}" dir="{}"', tag, direction(tag)) if tag else ""

"""How the search shows what it found."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join

from blog.search.snippets import Piece

register = template.Library()


@register.filter
def with_marks(pieces: Iterable[Piece]) -> str:
    """Return the pieces as HTML, those that were looked for in ``<mark>``."""
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces))


def _shown(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_found else piece.text

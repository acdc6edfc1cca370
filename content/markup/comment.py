"""Comments: Markdown as people type it, and pasted HTML of the safe kind, to safe HTML."""

import re
import threading

from django.utils.translation import gettext_lazy as _

from . import bounds
from .characters import clean_text, is_visible
from .gate import Gate
from .links import is_outside_link
from .markdown import parser
from .pasted import ELEMENTS
from .reading import plain_text

REL = "nofollow ugc noopener"
_NUMBER = re.compile(r"\d{1,9}")
_BLOCK = "p|ul|ol|li|blockquote|pre"
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|<br>|&nbsp;)*</p>")
_BREAK_AFTER_BLOCK = re.compile(rf"(</?(?:{_BLOCK})\b[^>]*>|<hr>)\s*(?:<br>\s*)+")
_BREAK_BEFORE_BLOCK = re.compile(rf"(?:<br>\s*)+(</?(?:{_BLOCK})\b|<hr>)")
_local = threading.local()  # the finder of bare links keeps its place in itself


def comment_html(source: str) -> str:
    """
    Return safe HTML for a comment as typed. What is not allowed is shown as typed, not swallowed.

    Raises OutOfBounds: when it is too long or would cost the server too much time.
    Raises Empty: when nothing of it can be seen.
    """
    text = clean_text(source)
    bounds.check_comment(text)
    html = gated(_rendered(text))
    if not is_visible(plain_text(html)):
        raise bounds.Empty(_("The comment is empty."))
    return html


def gated(html: str) -> str:
    """Return what the two sanitisers leave of a rendered comment."""
    bounds.check_rendered(html)
    return _GATE.clean(html, tidy=_tidy)


def _rendered(text: str) -> str:
    if not hasattr(_local, "markdown"):
        _local.markdown = parser()
    markdown = _local.markdown
    tokens = markdown.parse(text)
    levels = [token.level for token in tokens]
    levels += [child.level for token in tokens for child in token.children or ()]
    bounds.check_depth(max(levels, default=0))
    return markdown.renderer.render(tokens, markdown.options, {})


def _tidy(html: str) -> str:
    """Drop the empty paragraphs and line breaks that pasted blocks leave around them."""
    before = None
    while before != html:
        before = html
        html = _EMPTY_PARAGRAPH.sub("", html)
        html = _BREAK_AFTER_BLOCK.sub(r"\1", html)
        html = _BREAK_BEFORE_BLOCK.sub(r"\1", html)
    return html


def _is_allowed(element: str, attribute: str, value: str) -> bool:
    if attribute == "href":
        return is_outside_link(value)
    if attribute == "start":
        return bool(_NUMBER.fullmatch(value))
    return True


_GATE = Gate(ELEMENTS, _is_allowed, rel=REL)

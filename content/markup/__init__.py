"""
Text in, safe HTML out: pure, without database, request, clock or settings.

Called when text is written, never when it is read; what comes out is stored and shown as it is.
"""

from .article import article_html
from .bounds import (
    MAX_ARTICLE,
    MAX_ARTICLE_OPENINGS,
    MAX_COMMENT,
    MAX_COMMENT_OPENINGS,
    MAX_DEPTH,
    MAX_RENDERED_OPENINGS,
    Empty,
    OutOfBounds,
    check_article,
)
from .characters import clean_line, clean_text, is_visible
from .comment import comment_html
from .headings import Heading, contents
from .links import leads_somewhere
from .reading import count_words, excerpt, plain_text, text_with_pictures
from .survey import survey

__all__ = [
    "MAX_ARTICLE",
    "MAX_ARTICLE_OPENINGS",
    "MAX_COMMENT",
    "MAX_COMMENT_OPENINGS",
    "MAX_DEPTH",
    "MAX_RENDERED_OPENINGS",
    "Empty",
    "Heading",
    "OutOfBounds",
    "article_html",
    "check_article",
    "clean_line",
    "clean_text",
    "comment_html",
    "contents",
    "count_words",
    "excerpt",
    "is_visible",
    "leads_somewhere",
    "plain_text",
    "survey",
    "text_with_pictures",
]

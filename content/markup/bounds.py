"""How much text is taken, and why no more."""

import re

from django.utils.translation import gettext_lazy as _

MAX_COMMENT = 5_000  # characters; two printed pages, and bleach stays under 50 ms
MAX_COMMENT_OPENINGS = 200  # "<" as typed; a page of pasted HTML has fewer
MAX_RENDERED_OPENINGS = 1_000  # "<" that bleach sees; 5,000 innocent characters can render to 4,800
MAX_DEPTH = 20  # quotes, lists and emphasis inside each other; parsers slow down with depth
MAX_ARTICLE = 200_000  # characters; a hundred pages
MAX_ARTICLE_OPENINGS = 5_000  # "<"; a table of 1,200 cells. So many hostile ones take bleach 1.2 s

MAX_ARTICLE_REFERENCES = 20_000  # "&"; bleach needs 0.2 s for so many
MAX_TAG = 4_000  # characters of one tag; bleach's time grows with the square of its attributes

_LONG_TAG = re.compile(rf"<[a-z][^<>]{{{MAX_TAG}}}", re.IGNORECASE)


class OutOfBounds(ValueError):
    """The text is more than is taken; ``str()`` is a sentence for its writer."""

    def __str__(self) -> str:
        return str(self.args[0])


class Empty(OutOfBounds):
    """Nothing of the text can be seen."""


def check_comment(text: str) -> None:
    """Raises OutOfBounds: when a cleaned comment is too long or holds too many ``<``."""
    if len(text) > MAX_COMMENT:
        raise OutOfBounds(
            _("The comment has %(length)d characters; %(most)d is the most.")
            % {"length": len(text), "most": MAX_COMMENT}
        )
    if text.count("<") > MAX_COMMENT_OPENINGS:
        raise OutOfBounds(
            _("The comment has more than %(most)d “<” in it.") % {"most": MAX_COMMENT_OPENINGS}
        )


def check_rendered(html: str) -> None:
    """Raises OutOfBounds: when the rendered form of a comment holds too many ``<``."""
    if html.count("<") > MAX_RENDERED_OPENINGS:
        raise OutOfBounds(_("The comment has too many line breaks, links or marks of formatting."))


def check_depth(depth: int) -> None:
    """Raises OutOfBounds: when quotes, lists or emphasis stand too deep in each other."""
    if depth > MAX_DEPTH:
        raise OutOfBounds(_("The comment has quotes or lists too deep inside each other."))


def check_article(source: str) -> None:
    """Raises OutOfBounds: when an article's source is too long, or too much of it is markup."""
    if len(source) > MAX_ARTICLE:
        raise OutOfBounds(
            _("The text has %(length)d characters; %(most)d is the most.")
            % {"length": len(source), "most": MAX_ARTICLE}
        )
    if source.count("<") > MAX_ARTICLE_OPENINGS or source.count("&") > MAX_ARTICLE_REFERENCES:
        raise OutOfBounds(
            _("The text has more than %(most)d tags; divide it into several articles.")
            % {"most": MAX_ARTICLE_OPENINGS}
        )
    if _LONG_TAG.search(source):
        raise OutOfBounds(_("A tag in the text is too long. Pictures are uploaded, not pasted."))

"""Colours for code: classes on its words, set when a text is written. Pure."""

import html
import re

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

PREFIX = "hl-"  # of the classes; static/css/code.css knows them
MAX_CODE = 20_000  # characters a text in all; what is beyond stays plain, which loses nothing
# What a lexer costs is known for these; some of the five hundred others are slow on odd input.
_NAMES = (
    "bash c cpp css diff django docker go html http ini java javascript js json kotlin lua make "
    "nginx php postgresql python py ruby rust sh sql swift toml ts typescript xml yaml"
)
LANGUAGES = frozenset(_NAMES.split())

_BLOCK = re.compile(
    r'(<pre\b[^<>]*><code class="language-([a-z0-9+#-]+)"[^<>]*>)(.*?)(</code></pre>)', re.DOTALL
)
_OURS = re.compile(rf'<span class="{PREFIX}[a-z0-9]+">|</span>')
# What its formatter writes otherwise than the sanitisers do.
_WRITTEN = {"&quot;": '"', "&#39;": "'", "\xa0": "&nbsp;"}
_MORE_CLASSES = re.compile(rf'(<span class="{PREFIX}[a-z0-9]+) [^"<>]*(?=">)')
_FORMATTER = HtmlFormatter(nowrap=True, classprefix=PREFIX)


def coloured(text: str) -> str:
    """Return safe HTML with the code blocks of known languages coloured; twice changes nothing."""
    left = MAX_CODE

    def colour(match: re.Match) -> str:
        nonlocal left
        start, language, inside, end = match.groups()
        inside = _OURS.sub("", inside)
        left -= len(inside)
        if "<" in inside or left < 0 or language not in LANGUAGES:
            return f"{start}{inside}{end}"
        return f"{start}{_coloured(html.unescape(inside), language)}{end}"

    return _BLOCK.sub(colour, text)


def _coloured(code: str, language: str) -> str:
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:  # a name that Pygments gave up
        return html.escape(code, quote=False)
    lines = _MORE_CLASSES.sub(r"\1", highlight(code, lexer, _FORMATTER))
    for theirs, ours in _WRITTEN.items():
        lines = lines.replace(theirs, ours)
    return lines if code.endswith("\n") else lines.removesuffix("\n")

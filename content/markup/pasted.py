"""HTML inside a comment's Markdown: which tags count as such, and which are shown as typed."""

import html
import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .links import is_outside_link

_BLOCKS = {"p", "blockquote", "ul", "ol", "li"}
_PHRASING = {"b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "q", "cite", "small"}
_CODE = {"code", "pre", "kbd"}  # what stands in them is no Markdown

ELEMENTS: dict[str, set[str]] = {
    **{name: set() for name in _BLOCKS | _PHRASING | _CODE | {"mark", "br", "hr"}},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
}
_PASTED = ELEMENTS.keys() - {"hr"}

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z]+)"
    r"(?P<attributes>(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)"
    r"\s*/?>",
    re.IGNORECASE,
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_CODE_IN_PRE = re.compile(r"\s*<code\b[^<>]*>(.*?)(?:</code\s*>)?\s*", re.IGNORECASE | re.DOTALL)


def pasted_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take a safe tag as one (a rule of markdown-it's inline parser); any other stays text."""
    match = _TAG.match(state.src, state.pos, state.posMax)
    name = match["name"].lower() if match else ""
    if name not in _PASTED or not _leads_somewhere(name, match):
        return False
    if name in _CODE and not match["end"]:
        return _verbatim(state, match, name, silent=silent)
    if not silent:
        _push_tag(state, match[0], name)
    state.pos = match.end()
    return True


def unpaired_tags_are_text(state: StateCore) -> None:
    """Turn tags without a partner into text (a core rule): “use the <b> element” keeps its <b>."""
    waiting: list[Token] = []  # start tags of blocks may end in a later paragraph
    for block in state.tokens:
        if block.type != "inline":
            continue
        for token in block.children or ():
            if token.type == "html_inline":
                _pair(token, waiting)
        for token in [token for token in waiting if token.meta["name"] not in _BLOCKS]:
            _as_text(token)
            waiting.remove(token)
    for token in waiting:
        _as_text(token)


def _pair(token: Token, waiting: list[Token]) -> None:
    name = token.meta["name"]
    if name == "br" or token.meta.get("verbatim"):
        return
    if not token.content.startswith("</"):
        waiting.append(token)
        return
    partner = next((tag for tag in reversed(waiting) if tag.meta["name"] == name), None)
    if partner is None:
        _as_text(token)
        return
    while (last := waiting.pop()) is not partner:
        _as_text(last)


def _as_text(token: Token) -> None:
    token.type = "text"


def _leads_somewhere(name: str, match: re.Match) -> bool:
    if name != "a" or match["end"]:
        return True
    href = _HREF.search(match["attributes"])
    return bool(href) and is_outside_link(html.unescape(href[1] or href[2] or href[3] or ""))


def _verbatim(state: StateInline, start: re.Match, name: str, *, silent: bool) -> bool:
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(state.src, start.end(), state.posMax)
    if end is None:
        return False
    if not silent:
        words = state.src[start.end() : end.start()]
        if name == "pre":
            inner = _CODE_IN_PRE.fullmatch(words)
            words = (inner[1] if inner else words).strip("\n")
        _push_tag(state, start[0], name, verbatim=True)
        state.push("code_words", "", 0).content = html.unescape(words)
        _push_tag(state, end[0], name, verbatim=True)
    state.pos = end.end()
    return True


def _push_tag(state: StateInline, content: str, name: str, *, verbatim: bool = False) -> None:
    token = state.push("html_inline", "", 0)
    token.content = content
    token.meta = {"name": name, "verbatim": verbatim}
    if name == "a":  # bare addresses inside a link are no links of their own
        state.linkLevel += -1 if content.startswith("</") else 1

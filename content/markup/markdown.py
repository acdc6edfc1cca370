"""The Markdown of comments: which rules of markdown-it are on, and where they are bent."""

import re

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .bounds import MAX_DEPTH
from .characters import clean_text
from .links import is_outside_link
from .pasted import pasted_tag, unpaired_tags_are_text

# Left out on purpose: headings, tables, indented code and reference definitions, all of which turn
# into something else what people just typed ("# 1", "1986. A good year", "[1]: see below").
_BLOCK_RULES = ["blockquote", "fence", "hr", "list"]
_INLINE_RULES = [
    "autolink", "backticks", "emphasis", "entity", "escape", "html_inline", "image", "link",
    "linkify", "newline", "strikethrough",
]  # fmt: skip

_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)


class BareLinks(LinkifyIt):
    """Finds addresses in running text, whatever their script."""

    def __init__(self):
        super().__init__()
        for scheme in ("ftp:", "//"):
            self.add(scheme, None)

    def match(self, text: str):
        return [link for link in super().match(text) or () if _is_meant(link)] or None

    def normalize(self, match):
        super().normalize(match)
        if not match.schema:
            match.url = "https://" + match.text


def parser() -> MarkdownIt:
    """Return a parser. Each thread needs its own: its finder of links keeps its place in itself."""
    markdown = MarkdownIt("zero", {"html": True, "linkify": True, "breaks": True})
    # Beyond this depth markdown-it drops text: bounds.check_depth has to raise before that.
    markdown.options["maxNesting"] = MAX_DEPTH + 5
    markdown.linkify = BareLinks()
    markdown.enable([*_BLOCK_RULES, *_INLINE_RULES])
    markdown.inline.ruler.at("html_inline", pasted_tag)
    markdown.inline.ruler.at("linkify", _bare_link)
    markdown.inline.ruler.before("escape", "shrug", _shrug)
    markdown.core.ruler.after("block", "lone_items", _lone_items_are_text)
    markdown.core.ruler.after("inline", "unpaired_tags", unpaired_tags_are_text)
    markdown.core.ruler.push("entities", _clean_decoded)
    markdown.validateLink = is_outside_link
    markdown.normalizeLinkText = str  # as typed: decoding could bring hidden characters back
    markdown.add_render_rule("image", _picture_as_link)
    markdown.add_render_rule("code_words", _code_words)
    return markdown


def _bare_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Take an address whole, so that its * and _ are no emphasis; markdown-it's rule is quadratic."""
    scheme = _SCHEME.search(state.pending[-6:])
    if not scheme or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    start = state.pos - len(scheme[1])
    found = state.md.linkify.match_at_start(state.src[start : state.posMax])
    address = found.text.rstrip("*_~") if found else ""
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        state.push("link_open", "a", 1).attrs = {"href": target}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos = start + len(address)
    return True


def _is_meant(link) -> bool:
    """A bare two-letter ending is rather a missing space or a file (README.md) than a country."""
    if link.schema or link.text.lower().startswith("www."):
        return True
    ending = link.text.split("/")[0].split(":")[0].rpartition(".")[2]
    return len(ending) > 2 or not ending.isascii()


def _shrug(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    r"""Keep the arm of ¯\_(ツ)_/¯, which Markdown would take for an escape."""
    if state.pos == 0 or not state.src.startswith("¯\\_", state.pos - 1):
        return False
    if not silent:
        state.pending += "\\_"
    state.pos += 2
    return True


def _lone_items_are_text(state: StateCore) -> None:
    """A list of one item is none: “1986. A good year” and “* conditions apply” stay as typed."""
    kept: list[Token] = []
    index = 0
    while index < len(state.tokens):
        end = _end_of_list(state.tokens, index)
        part = state.tokens[index : end + 1]
        kept.extend(_without_list(part) if _items(part) == 1 else part)
        index = end + 1
    state.tokens = kept


def _end_of_list(tokens: list[Token], start: int) -> int:
    first = tokens[start]
    if not first.type.endswith("_list_open"):
        return start
    closing, level = first.type.replace("_open", "_close"), first.level
    return next(
        index
        for index in range(start, len(tokens))
        if tokens[index].level == level and tokens[index].type == closing
    )


def _items(part: list[Token]) -> int:
    return sum(
        token.type == "list_item_open" and token.level == part[0].level + 1 for token in part
    )


def _without_list(part: list[Token]) -> list[Token]:
    item, inside = part[1], part[2:-2]
    for token in inside:
        if token.type.startswith("paragraph") and token.level == item.level + 1:
            token.hidden = False
    if not inside or inside[0].type != "paragraph_open":
        words = Token("inline", "", 0, children=[], level=1)
        inside = [
            Token("paragraph_open", "p", 1),
            words,
            Token("paragraph_close", "p", -1),
            *inside,
        ]
    inside[1].content = f"{item.info}{item.markup} {inside[1].content}".rstrip()
    return inside


def _clean_decoded(state: StateCore) -> None:
    """Entities can bring back what was cleaned away: clean what they became."""
    if "&" not in state.src:
        return
    for block in state.tokens:
        for token in block.children or ():
            if token.type in ("text", "code_words"):
                token.content = clean_text(token.content)


def _picture_as_link(renderer, tokens, index, options, env) -> str:
    """Nothing is fetched from elsewhere: a picture becomes a link, or inside a link its words."""
    token = tokens[index]
    words = escapeHtml(renderer.renderInlineAsText(token.children, options, env))
    inside = sum(before.nesting for before in tokens[:index] if before.tag == "a")
    if token.level and inside:
        return words
    address = escapeHtml(str(token.attrs["src"]))
    return f'<a href="{address}">{words or address}</a>'


def _code_words(renderer, tokens, index, options, env) -> str:
    return escapeHtml(tokens[index].content)

"""Articles, pages and biographies: HTML of trusted authors, kept to what the site's styles know."""

import html
import re

from bleach.html5lib_shim import Filter

from . import bounds
from .characters import clean_text
from .code import PREFIX, coloured
from .embeds import CLASS as EMBED
from .embeds import Embeds
from .gate import Gate
from .headings import HeadingIds
from .links import completed, is_inside_link, is_outside_link, is_own_picture

_PLAIN = (
    "p blockquote ul dl dt dd figcaption table caption thead tbody tfoot tr pre code hr br "
    "strong b em i s u del ins sub sup q cite kbd samp var mark small summary h2 h3 h4"
)
ELEMENTS: dict[str, set[str]] = {
    **{name: {"lang", "dir"} for name in _PLAIN.split()},
    "a": {"href", "title", "rel", "lang", "dir"},
    "abbr": {"title", "lang"},
    "code": {"class", "lang"},
    "details": {"open", "lang", "dir"},
    "figure": {"class", "lang", "dir"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"value", "lang", "dir"},
    "ol": {"start", "reversed", "lang", "dir"},
    "span": {"class", "lang", "dir"},
    "td": {"colspan", "rowspan", "lang", "dir"},
    "th": {"colspan", "rowspan", "scope", "lang", "dir"},
    "time": {"datetime"},
}
_ADDED = {
    "img": {"loading", "decoding"},
    "a": {"data-embed"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
}

_NUMBER = re.compile(r"\d{1,5}")
_ALLOWED_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "datetime": re.compile(r"[0-9TZ:+. -]{4,40}"),
    "open": re.compile(r"|open"),
    "reversed": re.compile(r"|reversed"),
    "rel": re.compile(r"[a-z ]{1,60}"),
    **dict.fromkeys(("width", "height", "value", "start", "colspan", "rowspan"), _NUMBER),
}
_CLASSES = {
    "figure": re.compile(EMBED),
    "code": re.compile(r"language-[a-z0-9+#-]{1,30}"),
    "span": re.compile(rf"{PREFIX}[a-z0-9]{{1,4}}"),  # the words of coloured code
}
_KEPT_RELS = {"nofollow", "sponsored"}  # what an author may say of a link

# Their content is no text for readers: it goes with them. All other unknown tags go alone.
_NO_TEXT = "script|style|template|noscript|iframe|object|svg|math|textarea|select|title|xmp"
_WITH_CONTENT = re.compile(rf"<({_NO_TEXT})\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TOP_HEADING = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_LOW_HEADING = re.compile(r"<(/?)h[56]\b", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:p|h[1-6]|ul|ol|dl|blockquote|figure|table|pre|hr|details|div|img|section)\b",
    re.IGNORECASE,
)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|<br>|&nbsp;)*</p>")
_FLAT_HEAD = re.compile(
    r"(<table\b[^>]*>\s*(?:<caption\b[^>]*>(?:(?!</caption>).)*</caption>\s*)?)<tbody>\s*"
    r"(<tr\b[^>]*>(?:\s*<th\b[^>]*>(?:(?!</?t[hdr]\b).)*</th>)+\s*</tr>)",
    re.DOTALL,
)
_ADDRESS = re.compile(r'(<a\b[^<>]*?\shref=")([^"<>]*)(?=")', re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def article_html(source: str) -> str:
    """
    Return safe HTML for an author's HTML, or the empty string for none.

    Text without any block tag is divided into paragraphs at its blank lines.
    Raises OutOfBounds: when the source is too long or has too many tags.
    """
    bounds.check_article(source)
    text = clean_text(_REFERENCE.sub(_character, source))
    if not _BLOCK.search(text):
        text = _paragraphs(text)
        bounds.check_article(text)
    text = _ADDRESS.sub(lambda link: link[1] + completed(link[2].strip()), text)
    text = _WITH_CONTENT.sub("", text)
    return coloured(gated(_LOW_HEADING.sub(r"<\1h4", _TOP_HEADING.sub(r"<\1h2", text))))


def gated(text: str) -> str:
    """Return what the two sanitisers leave of an article's HTML."""
    return _GATE.clean(text, tidy=_tidy)


def _tidy(text: str) -> str:
    """
    Drop the empty paragraphs that editors leave where somebody pressed Enter twice, and give a table
    whose first row is all headings its head back, which editors flatten.
    """
    return _FLAT_HEAD.sub(r"\1<thead>\2</thead><tbody>", _EMPTY_PARAGRAPH.sub("", text))


def _character(match: re.Match) -> str:
    """Decode a numeric reference, so that it is cleaned too; not one that HTML reads otherwise."""
    number = int(match[1], 16) if match[1] else int(match[2])
    if number > 0x10FFFF or chr(number) in "<>&\"'\xa0" or 0x80 <= number < 0xA0:
        return match[0]
    return chr(number)


def _paragraphs(text: str) -> str:
    parts = (part.strip().replace("\n", "<br>\n") for part in _BLANK_LINES.split(text.strip()))
    return "\n".join(f"<p>{part}</p>" for part in parts if part)


def _is_allowed(element: str, attribute: str, value: str) -> bool:
    if attribute == "href":
        return is_outside_link(value) or is_inside_link(value)
    if attribute == "src":
        return is_own_picture(value) or (is_outside_link(value) and value.startswith("http"))
    pattern = _CLASSES[element] if attribute == "class" else _ALLOWED_VALUES.get(attribute)
    return pattern is None or bool(pattern.fullmatch(value))


class Links(Filter):
    """Says of each link to another host that it may not reach back."""

    def __iter__(self):
        for token in super().__iter__():
            if token["type"] == "StartTag" and token["name"] == "a":
                _set_rel(token["data"])
            yield token


def _set_rel(attributes: dict) -> None:
    rels = set((attributes.pop((None, "rel"), "") or "").split()) & _KEPT_RELS
    if html.unescape(attributes.get((None, "href"), "")).lower().startswith("http"):
        rels.add("noopener")
    if rels:
        attributes[None, "rel"] = " ".join(sorted(rels))


class Pictures(Filter):
    """Shows this site's own pictures, and links to others: nothing is fetched from other hosts."""

    def __iter__(self):
        for token in super().__iter__():
            if token["type"] in ("StartTag", "EmptyTag") and token["name"] == "img":
                yield from _picture(token)
            else:
                yield token


def _picture(token: dict) -> list[dict]:
    source = token["data"].get((None, "src"), "")
    if is_own_picture(html.unescape(source)):
        token["data"].setdefault((None, "alt"), "")
        token["data"] |= {(None, "loading"): "lazy", (None, "decoding"): "async"}
        return [token]
    words = html.unescape(token["data"].get((None, "alt"), "") or source)
    characters = {"type": "Characters", "data": words}
    if not source:
        return [characters] if words else []
    link = {(None, "href"): source, (None, "rel"): "noopener"}
    common = {"name": "a", "namespace": token.get("namespace")}
    return [
        {"type": "StartTag", "data": link, **common},
        characters,
        {"type": "EndTag", "data": {}, **common},
    ]


_GATE = Gate(ELEMENTS, _is_allowed, filters=[Links, Pictures, Embeds, HeadingIds], added=_ADDED)

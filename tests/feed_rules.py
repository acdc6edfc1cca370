"""
What the W3C's Feed Validation Service asks of a feed, as sentences about what is wrong with one.

Sources: RFC 4287 (Atom), the RSS 2.0 specification and the RSS Advisory Board's profile, RFC 3339, RFC 822.
"""

import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
ABSOLUTE = re.compile(r"(?:https?://[^\s/]+|tag:[^\s,]+,\d{4}(?:-\d\d){0,2}:\S+|urn:\S+)\S*")
RELATIVE = re.compile(r"<[^>]*\s(?:href|src|srcset)=\"(?!https?:|mailto:)[^>]*>")
ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|form)\b|\son\w+=|\sstyle=", re.IGNORECASE
)


def wrong_with_atom(content: bytes) -> list[str]:
    feed = ET.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    wrong = _atom_node(feed, "feed")
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        wrong.append("the feed does not say where it is itself")
    for entry in entries:
        wrong += _atom_node(entry, "entry") + _atom_entry(entry)
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            wrong.append("an entry has no author, nor has the feed")
    return wrong + _repeated([entry.findtext(f"{ATOM}id") for entry in entries])


def _atom_node(node, name: str) -> list[str]:
    wrong = []
    for child in ("id", "title", "updated"):
        if len(node.findall(f"{ATOM}{child}")) != 1:
            wrong.append(f"{name}: not exactly one {child}")
    wrong += _absolute(name, node.findtext(f"{ATOM}id"))
    for moment in (*node.findall(f"{ATOM}updated"), *node.findall(f"{ATOM}published")):
        if not RFC3339.fullmatch(moment.text or ""):
            wrong.append(f"{name}: {moment.text!r} is no moment of RFC 3339")
    for link in node.findall(f"{ATOM}link"):
        wrong += _absolute(f"{name} link", link.get("href"))
    if not all(category.get("term") for category in node.findall(f"{ATOM}category")):
        wrong.append(f"{name}: a category without a term")
    return wrong + _atom_authors(node, name)


def _atom_authors(node, name: str) -> list[str]:
    wrong = []
    for person in node.findall(f"{ATOM}author"):
        if not person.findtext(f"{ATOM}name"):
            wrong.append(f"{name}: an author without a name")
        if person.find(f"{ATOM}uri") is not None:
            wrong += _absolute(f"{name} author", person.findtext(f"{ATOM}uri"))
    return wrong


def _atom_entry(entry) -> list[str]:
    links = [
        link for link in entry.findall(f"{ATOM}link") if link.get("rel") in (None, "alternate")
    ]
    content = entry.find(f"{ATOM}content")
    wrong = [] if len(links) == 1 else ["entry: not exactly one alternate link"]
    if content is None or content.get("type") != "html":
        return [*wrong, "entry: no content as html"]
    return wrong + _html(content.text or "")


def wrong_with_rss(content: bytes) -> list[str]:
    root = ET.fromstring(content)
    channel = root.find("channel")
    items = channel.findall("item")
    wrong = [] if root.get("version") == "2.0" else ["no RSS 2.0"]
    for child in ("title", "link", "description"):
        if not channel.findtext(child):
            wrong.append(f"channel: no {child}")
    self_link = channel.find(f"{ATOM}link")
    if self_link is None or self_link.get("rel") != "self":
        wrong.append("the feed does not say where it is itself")
    wrong += _absolute("channel", channel.findtext("link"))
    wrong += _moment("channel", channel.findtext("lastBuildDate"))
    for item in items:
        wrong += _rss_item(item)
    return wrong + _repeated([item.findtext("guid") for item in items])


def _rss_item(item) -> list[str]:
    guid = item.find("guid")
    wrong = [] if item.findtext("title") or item.findtext("description") else ["item: no words"]
    wrong += _absolute("item", item.findtext("link")) + _moment("item", item.findtext("pubDate"))
    if guid is None or not guid.text:
        wrong.append("item: no guid")
    elif guid.get("isPermaLink") != "false":
        wrong += _absolute("item guid", guid.text)
    author = item.findtext("author")
    if author is not None and "@" not in author:
        wrong.append("item: an author that is no address of e-mail")
    if not all(category.text for category in item.findall("category")):
        wrong.append("item: an empty category")
    return wrong + _html(item.findtext(ENCODED) or "")


def _absolute(where: str, address: str | None) -> list[str]:
    return [] if ABSOLUTE.fullmatch(address or "") else [f"{where}: {address!r} is not absolute"]


def _moment(where: str, text: str | None) -> list[str]:
    if not RFC822.fullmatch(text or ""):
        return [f"{where}: {text!r} is no moment of RFC 822"]
    moment = parsedate_to_datetime(text)
    return [] if f"{moment:%a}" == text[:3] else [f"{where}: {text!r} is another day of the week"]


def _html(text: str) -> list[str]:
    wrong = [f"relative: {match[0]}" for match in RELATIVE.finditer(text)]
    return wrong + [f"active: {match[0]}" for match in ACTIVE.finditer(text)]


def _repeated(ids: list) -> list[str]:
    return [f"two with the id {name}" for name in {name for name in ids if ids.count(name) > 1}]

"""Parsed HTML, for asserting on what a browser would see rather than on strings."""

from urllib.parse import urlsplit

import html5lib

from content.markup.article import ELEMENTS as OF_ARTICLES
from content.markup.pasted import ELEMENTS as OF_COMMENTS

XHTML = "{http://www.w3.org/1999/xhtml}"


def elements(html: str) -> list:
    fragment = html5lib.parseFragment(html, treebuilder="etree")
    found = list(fragment.iter())[1:]
    assert not [one for one in found if not isinstance(one.tag, str)], "a comment or instruction"
    assert not [one for one in found if not one.tag.startswith(XHTML)], "foreign elements"
    return found


def name(element) -> str:
    return element.tag.removeprefix(XHTML)


def text(html: str) -> str:
    return "".join(html5lib.parseFragment(html, treebuilder="etree").itertext())


def assert_harmless_comment(html: str) -> None:
    for element in elements(html):
        allowed = OF_COMMENTS[name(element)] | ({"rel"} if name(element) == "a" else set())
        assert set(element.attrib) <= allowed
        if name(element) == "a":
            assert element.get("rel") == "nofollow ugc noopener"
        assert_outside(element.get("href"))


def assert_harmless_article(html: str) -> None:
    added = {"img": {"loading", "decoding"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}}
    for element in elements(html):
        allowed = OF_ARTICLES[name(element)] | added.get(name(element), set())
        assert set(element.attrib) <= allowed
        if name(element) == "img":
            assert element.get("src").startswith("/media/")
            assert ".." not in element.get("src")
        address = element.get("href") or ""
        if not address.startswith("#") and not (address[:1] == "/" and address[:2] != "//"):
            assert_outside(element.get("href"))


def assert_outside(address: str | None) -> None:
    if address is None:
        return
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https", "mailto")
    assert parts.netloc or parts.scheme == "mailto"
    assert "@" not in parts.netloc
    assert not set(address) & set("\\\x00\t\n\u202e\u200b ")

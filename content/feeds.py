"""Feeds in RSS, Atom and JSON: entries in, a response out; not what entries are made from."""

import html
import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language

from .addresses import absolute
from .markup import figures

FEED_LENGTH = 20  # entries; with full texts, what readers fetch every hour stays small
# XML cannot hold these in any form; one of them in a title would break the whole feed.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ELEMENT = re.compile(r"<[a-z][^>]*>")
LOCAL_LINK = re.compile(r'\b(href|src)="(/(?!/)|#)')


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``html`` is sanitised; ``authors`` are (name, address) pairs, the address may be ""."""

    id: str
    url: str
    title: str
    html: str
    published_at: datetime
    updated_at: datetime
    summary: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """What a feed says of itself; ``page_url`` and ``feed_url`` are absolute."""

    title: str
    page_url: str
    feed_url: str
    description: str = ""
    entries: list[Entry] = field(default_factory=list)


def with_absolute_links(html: str, page_url: str) -> str:
    """Return ``html`` with links that also work in a feed reader."""

    def absolute_link(match):
        base = settings.SITE_URL if match[2] == "/" else page_url
        return f'{match[1]}="{base}{match[2]}'

    return ELEMENT.sub(lambda element: LOCAL_LINK.sub(absolute_link, element[0]), html)


def feed(kind: str, channel: Channel) -> HttpResponse:
    """Return ``channel`` written in ``kind``: "rss", "atom" or "json"."""
    writer = WRITERS[kind](
        title=_clean(channel.title),
        link=channel.page_url,
        description=_clean(channel.description or channel.title),
        feed_url=channel.feed_url,
        language=get_language() or settings.LANGUAGE_CODE,
        author_name=_clean(channel.title) or None,  # of entries that nobody signed
    )
    for entry in channel.entries:
        _add(writer, entry)
    response = HttpResponse(content_type=writer.content_type)
    writer.write(response, "utf-8")
    return response


def _add(writer: SyndicationFeed, entry: Entry) -> None:
    name, url = entry.authors[0] if entry.authors else (None, None)
    writer.add_item(
        title=_clean(entry.title),
        link=entry.url,
        description=_clean(entry.summary) or None,  # words; those who read HTML escape them
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
        author_name=name and _clean(name),
        author_link=url or None,
        unique_id=entry.id,
        unique_id_is_permalink=False,
        categories=[_clean(tag) for tag in entry.tags],
        html=_clean(with_absolute_links(figures.undressed(entry.html), entry.url)),
        image=absolute(entry.image) if entry.image else "",
        authors=[(_clean(name), url) for name, url in entry.authors],
    )


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _in_html(item: dict) -> dict:
    """Return the item with its summary as HTML, which it is taken for."""
    return item | {"description": item["description"] and html.escape(item["description"])}


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with the full text (the description, where there is no other) and all authors by name."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        described = _in_html(item) if item["description"] else item | {"description": item["html"]}
        super().add_item_elements(handler, described | {"author_name": None})
        for name, _url in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item["description"]:
            handler.addQuickElement("content:encoded", item["html"])


class AtomFeed(Atom1Feed):
    """Atom with the full text, and all authors."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, _in_html(item))
        for name, url in item["authors"][1:]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if url:
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed. Source: JSON Feed Version 1.1, https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict) -> dict:
        data = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["html"],
            "summary": item["description"],
            "image": item["image"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [
                {"name": name} | ({"url": url} if url else {}) for name, url in item["authors"]
            ],
            "tags": list(item["categories"]),
        }
        return {name: value for name, value in data.items() if value or name == "content_html"}


WRITERS = {"rss": RssFeed, "atom": AtomFeed, "json": JsonFeed}

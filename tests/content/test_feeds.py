"""Feeds: any words in, well-formed XML and JSON out."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.feeds import WRITERS, Channel, Entry, feed, with_absolute_links

PAGE = "http://127.0.0.1:8000/articles/one/"
MOMENT = datetime(2024, 5, 3, 12, tzinfo=UTC)


def make_channel(words: str = "Words", **fields) -> Channel:
    entry = {
        "id": "tag:one",
        "url": PAGE,
        "title": words,
        "summary": words,
        "html": f"<p>{words}</p>",
        "published_at": MOMENT,
        "updated_at": MOMENT,
        "authors": ((words, "http://127.0.0.1:8000/authors/a/"), ("Bo", "")),
        "tags": (words,),
    } | fields
    return Channel(
        title=words,
        description=words,
        page_url="http://127.0.0.1:8000/",
        feed_url="http://127.0.0.1:8000/feeds/",
        entries=[Entry(**entry)],
    )


@given(words=st.text(), kind=st.sampled_from(sorted(WRITERS)))
def test_any_words_give_a_feed_that_readers_can_parse(words, kind):
    content = feed(kind, make_channel(words)).content
    if kind == "json":
        assert json.loads(content)["items"][0]["url"] == PAGE
    else:
        ET.fromstring(content)


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_feed_without_entries_is_a_feed(kind):
    empty = Channel(title="Quiet", page_url="http://x/", feed_url="http://x/f/")
    assert b"Quiet" in feed(kind, empty).content


def test_rss_carries_the_full_text_and_all_authors():
    item = ET.fromstring(feed("rss", make_channel("Full & whole")).content).find("channel/item")
    assert item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") == (
        "<p>Full & whole</p>"
    )
    assert [
        creator.text for creator in item.findall("{http://purl.org/dc/elements/1.1/}creator")
    ] == ["Full & whole", "Bo"]


def test_rss_has_a_description_in_front_of_any_further_text():
    """As the W3C's validator asks: readers that know no content:encoded take what comes first."""
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    for summary, expected in (("In short.", ["description", encoded]), ("", ["description"])):
        item = ET.fromstring(feed("rss", make_channel(summary=summary)).content).find(".//item")
        found = [each.tag for each in item if each.tag in {"description", encoded}]
        assert found == expected
        assert item.findtext(found[-1]) == "<p>Words</p>"


def test_atom_carries_the_full_text_and_all_authors():
    atom = "{http://www.w3.org/2005/Atom}"
    entry = ET.fromstring(feed("atom", make_channel()).content).find(f"{atom}entry")
    assert entry.findtext(f"{atom}content") == "<p>Words</p>"
    assert len(entry.findall(f"{atom}author")) == 2


def test_json_leaves_out_what_is_empty():
    channel = make_channel(summary="", tags=(), authors=(), html="")
    [item] = json.loads(feed("json", channel).content)["items"]
    assert sorted(item) == [
        "content_html",
        "date_modified",
        "date_published",
        "id",
        "title",
        "url",
    ]


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="/pages/a/">', '<a href="http://127.0.0.1:8000/pages/a/">'),
        (
            '<img alt="x" src="/media/a.jpg">',
            '<img alt="x" src="http://127.0.0.1:8000/media/a.jpg">',
        ),
        ('<a href="#note">', f'<a href="{PAGE}#note">'),
        ('<a href="https://a.example/">', '<a href="https://a.example/">'),
        ('<a href="//a.example/">', '<a href="//a.example/">'),
        ('<p>href="/not/a/link"</p>', '<p>href="/not/a/link"</p>'),
    ],
)
def test_links_work_outside_the_site(html, absolute):
    assert with_absolute_links(html, PAGE) == absolute

"""What an editor looks for: each finding is a sentence, and a clean text has none."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from blog.findings import LONG_SUMMARY, LONG_TITLE, findings, lacking, linked_articles

CLEAN = {
    "title": "Of lamps",
    "summary": "Two sentences.",
    "source": "<h2>a</h2><h3>b</h3><h2>c</h2><p><img alt='A lamp'></p>",
    "hidden": set(),
}
EMBED = '<figure class="embed"><a href="%s">A film</a></figure>'


def test_a_clean_text_has_no_findings():
    assert findings(**CLEAN) == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"source": "<img src=a><img src=b>"}, "2 pictures have no description"),
        ({"source": "<p>⟦Picture missing: lens⟧</p>"}, "did not come along"),
        ({"source": "<h3>a</h3>"}, "begin with level 2"),
        ({"source": "<h2>a</h2><h4>b</h4>"}, "level 4 follows one of level 2"),
        ({"source": "<a href='/x/'></a>"}, "no words"),
        ({"source": "<a href='/articles/x/'>x</a>", "hidden": {"x"}}, "“x”"),
        ({"source": "<a href='https://ana@bank.example/'>x</a>"}, "“https://ana@bank.example/”"),
        ({"source": "<b>x</b>" * 10_000}, "more than 5000 tags"),
        ({"source": EMBED % "https://x.example/film"}, "https://x.example/film"),
        ({"source": EMBED % "https://town.example/@ana/1"}, "https://town.example/@ana/1"),
        ({"summary": " "}, "no summary"),
        ({"summary": "x" * (LONG_SUMMARY + 1)}, "summary has"),
        ({"title": "x" * (LONG_TITLE + 1)}, "title has"),
        ({"taken_from": "tides-now"}, "“tides-now”"),
    ],
)
def test_each_flaw_is_found_alone(fields, word):
    found = findings(**CLEAN | fields)
    assert len(found) == 1
    assert word in found[0]


def test_embeds_of_allowed_hosts_are_no_flaw():
    source = EMBED % "https://youtu.be/dQw4w9WgXcQ" + EMBED % "https://town.example/@ana/1"
    assert findings(**CLEAN | {"source": source}, hosts=frozenset({"town.example"})) == []
    assert findings(**CLEAN | {"source": "<a href='https://x.example/film'>A film</a>"}) == []


def test_the_preview_cuts_where_a_finding_warns():
    script = Path(finders.find("js/found.js")).read_text()
    assert f"title: {LONG_TITLE}, description: {LONG_SUMMARY} " in script


def test_a_link_with_this_sites_host_in_front_leads_to_an_article_too():
    home = "https://blog.example"
    source = f"<a href='{home}/articles/a/'>x</a><a href='{home}.x.example/articles/z/'>x</a>"
    assert linked_articles(source, home=home) == {"a"}
    assert linked_articles("<a href='/articles/%C3%A4rm/'>x</a>") == {"ärm"}
    assert "“a”" in findings(**CLEAN | {"source": source, "hidden": {"a"}}, home=home)[0]


def test_links_to_articles_are_told_from_others():
    source = "<a href='/articles/a/'>x</a><a href='/articles/b/#c'>x</a><a href='https://x.example/articles/z/'>x</a>"
    assert linked_articles(source) == {"a", "b"}


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"title": " "}, "title"),
        ({"slug": ""}, "address"),
        ({"html": "<p> </p>"}, "text"),
        ({"has_author": False}, "author"),
    ],
)
def test_nothing_is_published_without_what_readers_need(fields, word):
    whole = {"title": "T", "slug": "t", "html": "<p>x</p>", "has_author": True}
    assert lacking(**whole) == []
    assert [word in sentence for sentence in lacking(**whole | fields)] == [True]

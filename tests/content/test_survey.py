"""What is found in a text before readers see it, and its list of contents."""

import pytest

from content.markup import article_html, contents, survey


@pytest.mark.parametrize(
    ("source", "undescribed"),
    [("<img src=a>", 1), ('<img src=a alt="">', 0), ("<img src=a alt='A sea'><img>", 1)],
)
def test_decoration_is_said_and_a_missing_description_is_found(source, undescribed):
    assert survey(source).undescribed == undescribed


@pytest.mark.parametrize(
    ("source", "empty"),
    [
        ('<a href="/x/"> </a>', 1),
        ('<a href="/x/"><img alt="A sea"></a>', 0),
        ('<a href="/x/"><img alt=""></a>', 1),
        ('<a href="/x/">words</a>', 0),
        ('<a href="/x/">never closed', 0),
    ],
)
def test_links_without_words_are_found(source, empty):
    assert survey(source).empty_links == empty


def test_headings_links_and_gaps_are_found_in_order():
    found = survey('<h2>a</h2><h4>b</h4><a href="/articles/x/">x</a><p>⟦Picture missing: sea⟧</p>')
    assert found.heading_levels == [2, 4]
    assert found.addresses == ["/articles/x/"]
    assert found.gaps == 1


def test_contents_lead_to_the_headings():
    html = article_html(
        "<h2>Tide &amp; <em>time</em></h2><p>x</p><h3>日本</h3><h4>not so deep</h4>"
    )
    assert contents(html) == [
        (2, "section-tide-time", "Tide & time"),
        (3, "section-日本", "日本"),
    ]


def test_empty_paragraphs_are_dropped():
    assert article_html("<p>a</p><p></p><p>&nbsp;<br></p><p>b</p>") == "<p>a</p><p>b</p>"

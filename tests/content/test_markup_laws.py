"""Laws that hold for any text, tried on thousands of made-up ones."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.markup import Empty, OutOfBounds, article_html, clean_line, clean_text, comment_html
from content.markup import article as articles
from content.markup import comment as comments

from .attacks import ATTACKS
from .dom import assert_harmless_article, assert_harmless_comment, text

PIECES = [
    *"<>&\"'`*_~[]()!#-+.:/\\ \n\t=|0aé",
    "**", "> ", "- ", "1. ", "```", "\n\n", "  \n", "<b>", "</b>", "<i>", "</i>", "<p>", "</p>",
    "<br>", "<ul>", "<li>", "</li>", "</ul>", "<pre>", "</pre>", "<code>", "</code>", "<q>", "</q>",
    "<blockquote>", "</blockquote>", "<a href='https://x.example'>", "</a>", "[a](https://b.example)",
    "![a](https://b.example)", "https://x.example", "www.x.com", "me@x.com", "&amp;", "&#x202e;",
    "&nbsp;", "\u202e", "\u200d", "\u200c", "👩", "🏽", "ک", "क", "\u094d", "e\u0301", "\u0338",
    "\ufeff", "\x00", "\ud800", "<h2>", "</h2>", "<table>", "<td>", "<tr>", "<img src=/media/a>",
    "<details>", "<summary>", "<script>", "</script>", "<!--", "-->", "<svg>", "<title>", "<ol start=7>",
]  # fmt: skip
written = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from([*PIECES, *ATTACKS]), max_size=8).map("".join),
)
plain = st.text(alphabet=st.characters(whitelist_categories=["L", "N"], max_codepoint=0x4FF))
many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@given(written)
@many
def test_comments_are_harmless_and_gated_once_for_all(source):
    try:
        html = comment_html(source)
    except (OutOfBounds, Empty):
        return
    assert_harmless_comment(html)
    assert comments.gated(html) == html


@given(written)
@many
def test_articles_are_harmless_and_gated_once_for_all(source):
    html = article_html(source)
    assert_harmless_article(html)
    assert articles.gated(html) == html


@given(written)
@many
def test_cleaning_twice_is_cleaning_once(source):
    assert clean_text(clean_text(source)) == clean_text(source)
    assert clean_line(clean_line(source)) == clean_line(source)
    assert "\n" not in clean_line(source)


@given(st.lists(plain, min_size=1).map(" ".join))
@many
def test_words_are_still_readable(source):
    try:
        html = comment_html(source)
    except OutOfBounds:
        return
    assert text(html).split() == clean_text(source).split()

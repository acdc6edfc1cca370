import pytest

from content.markup import (
    MAX_COMMENT,
    MAX_COMMENT_OPENINGS,
    MAX_DEPTH,
    Empty,
    OutOfBounds,
    comment_html,
)

from .dom import elements, name, text

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    "typed",
    [
        "I <3 this",
        "a < b and c > d && e",
        "#1 is my favourite",
        "# not a heading",
        "1) a",
        "1986. A good year.",
        "* conditions apply",
        "- said nobody",
        "+ 1",
        "use the <title> element",
        "use the <b> element",
        "</p> is where it ends",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- a remark -->",
        "<div class='x'>",
        "2 * 3 * 4 = 24",
        "snake_case_name and many_more_of_them",
        r"¯\_(ツ)_/¯",
        r"C:\Users\me",
        "AT&T, R&D",
        "[1]: see below",
        "[x](javascript:alert(1))",
        "Family: 👩‍👩‍👧‍👦, flag: 🏴󠁧󠁢󠁳󠁣󠁴󠁿, skin: 👍🏽",
        "می‌خواهم نامه‌ها را بخوانم",
        "क्‍ष and শর্‍ত",
        "Ἀθῆναι, Tiếng Việt, 한국어, 日本語",
        "=)  :-)  ;_;  (╯°□°)╯︵ ┻━┻",
        "| a | b |",
        "{{ template }} {% tag %}",
        "https://bank.example@evil.example",
        "README.md and it ends.In other words",
    ],
)
def test_what_is_no_markup_stays_what_was_typed(typed):
    html = comment_html(typed)
    assert text(html) == typed
    assert [name(element) for element in elements(html)] == ["p"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> so\n\nno", "<blockquote>\n<p>so</p>\n</blockquote>\n<p>no</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("```\n<b> &amp;\n```", "<pre><code>&lt;b&gt; &amp;amp;\n</code></pre>"),
        ("<b>a</b> <I>b</I>", "<p><b>a</b> <i>b</i></p>"),
        ("<b onclick=x class=y>a</b>", "<p><b>a</b></p>"),
        ("a<br>b<br/>c", "<p>a<br>b<br>c</p>"),
        ("<code>*x* <title></code>", "<p><code>*x* &lt;title&gt;</code></p>"),
        ("<pre><code>\na\n  *b*\n</code></pre>", "<pre>a\n  *b*</pre>"),
        ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<q>a</q><abbr title='b'>c</abbr>", '<p><q>a</q><abbr title="b">c</abbr></p>'),
        ("&copy; &lt;b&gt;", "<p>© &lt;b&gt;</p>"),
    ],
)
def test_markdown_and_pasted_html_are_shown(typed, shown):
    assert comment_html(typed) == shown


@pytest.mark.parametrize(
    ("typed", "address", "words"),
    [
        ("[a](https://x.example/?a=1&b=2)", "https://x.example/?a=1&amp;b=2", "a"),
        ("https://x.example/a_b_c*d*", "https://x.example/a_b_c*d", "https://x.example/a_b_c*d"),
        ("http://x.example/(a)", "http://x.example/(a)", "http://x.example/(a)"),
        ("www.example.de", "https://www.example.de", "www.example.de"),
        ("example.com/a", "https://example.com/a", "example.com/a"),
        ("<https://x.example>", "https://x.example", "https://x.example"),
        ("me@example.com", "mailto:me@example.com", "me@example.com"),
        ("https://пример.рф", "https://xn--e1afmkfd.xn--p1ai", "https://пример.рф"),
        ("пример.рф", "https://xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("<a href='https://x.example'>a</a>", "https://x.example", "a"),
        ("![a](https://x.example/a.png)", "https://x.example/a.png", "a"),
        ("![](https://x.example/a.png)", "https://x.example/a.png", "https://x.example/a.png"),
    ],
)
def test_links_say_what_they_are(typed, address, words):
    html = comment_html(typed)
    assert f'<a href="{address}" {REL}>{words}</a>' in html


def test_addresses_in_code_are_no_links():
    assert "<a" not in comment_html("`https://x.example` <code>www.example.com</code>")


def test_a_pasted_link_is_not_linked_twice():
    html = comment_html("<a href='https://x.example'>https://x.example</a>")
    assert html.count("<a") == 1


def test_a_picture_inside_a_link_becomes_its_words():
    html = comment_html("[![a](https://x.example/a.png)](https://y.example)")
    assert html == f'<p><a href="https://y.example" {REL}>a</a></p>'


def test_entities_cannot_bring_back_hidden_characters():
    assert comment_html("a&#x202e;b&#8203;c&#0;") == "<p>abc\ufffd</p>"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\n\n", "&nbsp;", "\u200b\u200d", "> ", "<b></b>", "***", "\u3164", "&#8203;"],
)
def test_a_comment_that_nobody_can_see_is_refused(typed):
    with pytest.raises(Empty) as refusal:
        comment_html(typed)
    assert str(refusal.value) == "The comment is empty."


@pytest.mark.parametrize("typed", [".", "0", "👍", "…", "_"])
def test_the_shortest_comments_are_taken(typed):
    assert text(comment_html(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "a" * (MAX_COMMENT + 1),
        "<" * (MAX_COMMENT_OPENINGS + 1),
        "*a* " * 600,
        "a\n" * 1200,
        "> " * (MAX_DEPTH + 1) + "a",
        "- " * (MAX_DEPTH + 1) + "a",
    ],
)
def test_more_than_the_bounds_is_refused_with_a_sentence(typed):
    with pytest.raises(OutOfBounds, match=r"^The comment .*\.$"):
        comment_html(typed)


def test_a_comment_at_the_bounds_is_taken():
    assert comment_html("a" * MAX_COMMENT)
    assert comment_html("< " * MAX_COMMENT_OPENINGS)

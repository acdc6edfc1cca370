"""The plain text of a letter, by a table."""

import pytest

from content.post.plain import read

PLAIN = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<h1>Hello</h1>\n  <p>A\n  b</p>", "Hello\n\nA b"),
    ("<p>A<br>b</p>", "A\nb"),
    ("<p>See <a href='http://a/'>this</a>.</p>", "See this <http://a/>."),
    ("<p><a href='http://a/'>http://a/</a></p>", "http://a/"),
    ("<p class='act'><a href='http://a/?b=1&amp;c'>Do it</a></p>", "Do it:\nhttp://a/?b=1&c"),
    ("<p>A</p><p class='quiet html-only'>B <a href='http://a/'>c</a></p><p>D</p>", "A\n\nD"),
    ("<blockquote><p>A</p><p>B</p></blockquote><p>C</p>", "> A\n>\n> B\n\nC"),
    ("<ul><li>A</li><li>B</li></ul>", "- A\n- B"),
    ("<p>&lt;b&gt; &amp; co</p>", "<b> & co"),
]


@pytest.mark.parametrize(("html", "text"), PLAIN)
def test_text_says_what_the_html_says(html, text):
    letter = (
        f"<title>A\n title</title><td class='words'>{html}</td><td class='foot'><p>Site</p></td>"
    )
    plain = read(letter)
    assert plain.subject == "A title"
    assert plain.text == f"{text}\n\n-- \nSite\n"


def test_what_stands_outside_of_words_and_signature_is_left_out():
    assert "Away" not in read("<p>Away</p><td class='words'><p>Here</p></td>").text

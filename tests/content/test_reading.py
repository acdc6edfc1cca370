import pytest

from content.markup import count_words, excerpt, plain_text, text_with_pictures


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("", ""),
        ("<p>a</p>\n<p>b <em>c</em>d</p>", "a\nb cd"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>&lt;b&gt; &amp;amp; &nbsp;x</p>", "<b> &amp; x"),
        ('<p title="a>b">c</p>', "c"),
        ('<figure><img src="/media/a" alt="x"><figcaption>c</figcaption></figure>', "c"),
    ],
)
def test_plain_text(html, shown):
    assert plain_text(html) == shown


@pytest.mark.parametrize(
    ("html", "words", "shown"),
    [
        ("<p>one two three</p>", 3, "one two three"),
        ("<p>one two, three</p>", 2, "one two…"),
        ("<h2>One</h2><p>two – three</p>", 2, "One two…"),
        ("<p>こんにちは世界</p>", 2, "こんにち…"),
        ("", 5, ""),
    ],
)
def test_excerpt(html, words, shown):
    assert excerpt(html, words) == shown


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>It’s well-known – isn’t it?</p>", 4),
        ("<p>a</p><p>b</p>", 2),
        ("<p>日本語の文章です</p>", 4),
        ("<p>한국어 문장</p>", 2),
        ("<p>สวัสดีชาวโลก</p>", 3),
        ("<p>… — !</p>", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_take_time(html, count):
    assert count_words(html) == count


def test_pictures_are_told_apart_by_what_they_show_and_by_their_file():
    html = '<p>a</p><figure><img src="/media/images/x.webp" alt="A lens"><figcaption>b</figcaption></figure>'
    assert text_with_pictures(html) == "a\n[A lens · x.webp]\nb"
    assert text_with_pictures('<img src="/media/images/y.webp">') == "[– · y.webp]"
    assert text_with_pictures("<p>a</p>") == plain_text("<p>a</p>")

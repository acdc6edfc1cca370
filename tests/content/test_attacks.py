import pytest

from content.markup import article_html, comment_html

from .attacks import ATTACKS
from .dom import assert_harmless_article, assert_harmless_comment


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("frame", ["{}", "> {}", "<b>{}</b>", "[{}](https://x.example)", "*{}"])
def test_attacks_do_nothing_in_comments(attack, frame):
    assert_harmless_comment(comment_html(frame.format(attack)))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "frame", ["{}", "<p>{}</p>", "<table>{}</table>", "<pre>{}</pre>", "<h2>{}"]
)
def test_attacks_do_nothing_in_articles(attack, frame):
    assert_harmless_article(article_html(frame.format(attack)))

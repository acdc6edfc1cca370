"""Code in articles: coloured by classes, and never more than it was."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from content.markup import article_html
from content.markup.code import LANGUAGES, MAX_CODE


def block(code: str, language: str = "python") -> str:
    inside = html.escape(code, quote=False)
    return f'<pre><code class="language-{language}">{inside}</code></pre>'


def test_code_of_a_known_language_gets_classes_and_no_styles():
    shown = article_html(block('def tide(hour):\n    return "high"\n'))
    assert '<span class="hl-k">def</span>' in shown
    assert "style=" not in shown


@pytest.mark.parametrize(
    "source",
    [
        block("x = 1", "nonsense"),
        "<pre><code>x = 1</code></pre>",
        '<pre><code class="language-python">x = <b>1</b></code></pre>',
        block("x" * (MAX_CODE + 1)),
    ],
    ids=["unknown", "unnamed", "with-markup", "too-long"],
)
def test_other_code_stays_as_it_is(source):
    assert article_html(source) == source


def test_pygments_knows_every_language_on_the_list():
    assert all(get_lexer_by_name(name) for name in LANGUAGES)


@given(st.text(max_size=300), st.sampled_from(sorted(LANGUAGES)))
@settings(max_examples=200, deadline=None)
def test_colours_add_no_character_and_take_none(code, language):
    plain = article_html(block(code, "nonsense"))
    coloured = article_html(block(code, language))
    words = re.sub(r"</?span[^<>]*>", "", coloured).replace(f"-{language}", "-nonsense", 1)
    assert words == plain
    assert article_html(coloured) == coloured


def test_no_class_but_ours_is_left_on_a_word():
    assert article_html('<p><span class="hl-k evil">a</span></p>') == "<p><span>a</span></p>"

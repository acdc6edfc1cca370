"""What is pasted into a text: clean of what other programs lay in the clipboard, with its own pictures."""

import base64
import re
from pathlib import Path

import pytest

from tests.content.make import picture
from tests.tour import sign_in

from .desk import begin, paste, paste_over, source

pytestmark = [pytest.mark.browser, pytest.mark.look]

CLIPBOARD = Path(__file__).parent / "clipboard"


def test_what_word_and_google_docs_lay_in_the_clipboard_comes_out_clean(visitor, site):
    page = visitor()
    begin(page, site)
    paste(page, (CLIPBOARD / "word.html").read_text())
    is_clean_of_word(source(page))
    paste_over(page, (CLIPBOARD / "word-web.html").read_text())
    is_clean_of_word_on_the_web(source(page))
    data = base64.b64encode(picture()).decode()
    paste_over(page, (CLIPBOARD / "docs.html").read_text().replace("DATA", data))
    page.get_by_label("What does the picture show? (Drawn here)").wait_for()
    is_clean_of_google_docs(source(page))
    assert page.troubles == []  # the policy has nothing to report


def is_clean_of_word(html):
    assert html.startswith(
        "<h2>Of lamps</h2><p>A <strong>bright</strong> and <em>steady</em> light.</p>"
    )
    assert (
        "<ul><li><p>Oil</p><ul><li><p>from whales</p></li></ul></li><li><p>Gas</p></li></ul>"
        in html
    )
    assert "<li><p>trim</p></li><li><p>light</p></li></ol>" in html
    assert '<p>And after a while:[1]</p><ol data-type="decimal" start="3"><li><p>watch</p>' in html
    assert "<h2>A numbered heading</h2>" in html
    assert "<p>⟦Picture missing: A great lens⟧</p>" in html
    assert "mso" not in html.lower()


def is_clean_of_word_on_the_web(html):
    assert html.replace(' data-type="decimal"', "") == (
        "<h2>Of wicks</h2>"
        "<ul><li><p><strong>flat</strong></p><ul><li><p>of cotton</p></li></ul></li>"
        "<li><p>round</p></li></ul><p>Then:</p><ol><li><p>trim</p></li><li><p>light</p></li></ol>"
    )


def is_clean_of_google_docs(html):
    assert html.startswith(
        "<h2>Of fog</h2><p>It is <strong>thick</strong> and <em>cold</em>, says "
        '<a href="https://example.org/fog">a page</a>.</p><ul><li><p>one</p></li><li><p>two</p></li></ul>'
    )
    assert "<ul><li><p>to do</p></li></ul>" in html
    left, right = "<p>⟦Picture missing: left⟧</p>", "<p>⟦Picture missing: right⟧</p>"
    assert f"<p>Both and here.</p>{left}{right}" in html
    assert "⟦Picture missing: without a name⟧" in html
    assert re.search(r'<figure[^>]*><img src="/media/images/', html)
    assert "Drawn here" not in html.replace('alt="Drawn here"', "")


def test_what_was_copied_from_a_page_keeps_its_own_pictures_and_leaves_gaps_for_others(
    visitor, site
):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/articles/what-a-lighthouse-says/")
    figure = page.locator(".prose figure:has(img)").first
    path = figure.locator("img").get_attribute("src")
    words = figure.locator("figcaption").inner_text()
    # As browsers copy it: with the host in front.
    copied = figure.evaluate("(each) => each.outerHTML").replace('src="/', f'src="{site.url}/')
    page.goto("/admin/blog/article/add/")
    paste(page, copied)
    assert f'<img src="{path}"' in source(page)
    assert words in source(page)
    assert "⟦" not in source(page)

    paste_over(page, copied.replace(site.url, "https://elsewhere.example"))
    assert re.fullmatch(rf"<p>⟦Picture missing: [^⟧]*⟧</p><p>{re.escape(words)}</p>", source(page))
    assert page.troubles == []


FILM = '<a href="https://vimeo.com/1">Film 1</a>'


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [
        (f'<figure class="embed">{FILM}</figure>', f'<figure class="embed">{FILM}</figure>'),
        (
            f'<figure class="embed">{FILM}<button>Show it here</button><p>It loads from …</p></figure>',
            f'<figure class="embed">{FILM}</figure>',
        ),
        (
            "<figure><div>Words</div><figcaption>Of words</figcaption></figure>",
            "<p>Words</p><p>Of words</p>",
        ),
        (
            "<figure><figure><pre><code>a = 1</code></pre></figure>"
            "<figcaption>All</figcaption></figure>",
            "<figure><pre><code>a = 1</code></pre></figure><p>All</p>",
        ),
    ],
)
def test_a_figure_that_is_pasted_stays_what_it_is_or_is_opened(visitor, site, pasted, taken):
    page = visitor()
    begin(page, site)
    paste(page, pasted)
    assert source(page).replace(' class="figure"', "") == taken


def test_a_line_that_runs_from_the_right_does_so_where_it_is_pasted_on_an_empty_one(visitor, site):
    page = visitor()
    begin(page, site)
    paste(page, '<p dir="rtl" class="c1" style="margin: 0">אור</p><p dir="rtl">ערפל</p>')
    assert source(page) == '<p dir="rtl">אור</p><p dir="rtl">ערפל</p>'


def test_a_picture_that_its_page_had_not_fetched_yet_leaves_a_gap(visitor, site):
    page = visitor()
    begin(page, site)
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    paste(page, f'<p>Seen:</p><img src="{dot}" data-src="https://a.example/lens.jpg">')
    assert source(page) == "<p>Seen:</p><p>⟦Picture missing: lens.jpg⟧</p>"

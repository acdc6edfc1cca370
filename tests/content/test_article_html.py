import pytest

from content.markup import MAX_ARTICLE, MAX_ARTICLE_OPENINGS, OutOfBounds, article_html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("", ""),
        ("  \n ", ""),
        ("One\nline\n\nTwo & more", "<p>One<br>\nline</p>\n<p>Two &amp; more</p>"),
        ("<h1>A</h1>", '<h2 id="section-a">A</h2>'),
        ("<h5>A</h5>", '<h4 id="section-a">A</h4>'),
        ("<p onclick=x style=y class=z>a</p>", "<p>a</p>"),
        ("<div><p>a</p><font>b</font></div>", "<p>a</p>b"),
        ("<p>a</p><script>b</script><style>c</style>", "<p>a</p>"),
        ("<p lang=de dir=ltr>a</p>", '<p lang="de" dir="ltr">a</p>'),
        ("<p lang='x y' dir=up>a</p>", "<p>a</p>"),
        ("<pre>\n\n<code class='language-python x'>a</code></pre>", "<pre><code>a</code></pre>"),
        (
            "<pre><code class=language-python>a</code></pre>",
            '<pre><code class="language-python"><span class="hl-n">a</span></code></pre>',
        ),
        ("<p>&lt;b&gt; &amp;amp; &#8217;</p>", "<p>&lt;b&gt; &amp;amp; ’</p>"),
        ("<p>a&#x202e;b&#8203;</p>", "<p>ab</p>"),
        ('<p><a href="www.example.org/x">a</a></p>',
         '<p><a href="https://www.example.org/x" rel="noopener">a</a></p>'),
        ('<p><a href=" ana@example.org ">a</a></p>', '<p><a href="mailto:ana@example.org">a</a></p>'),
        ('<p><a href="page.html">a</a></p>', "<p><a>a</a></p>"),
        ("<hr><details open><summary>a</summary>b</details>",
         '<hr><details open=""><summary>a</summary>b</details>'),
    ],
)  # fmt: skip
def test_articles_keep_what_the_styles_know(source, shown):
    assert article_html(source) == shown


HEAD = "<tr><th>a</th><th><p>b</p></th></tr>"
BODY = "<tr><td>1</td><td>2</td></tr>"


@pytest.mark.parametrize("caption", ["", "<caption>C</caption>"])
def test_a_first_row_of_headings_is_the_head_of_its_table(caption):
    flat = f"<table>{caption}<tbody>{HEAD}{BODY}</tbody></table>"
    headed = f"<table>{caption}<thead>{HEAD}</thead><tbody>{BODY}</tbody></table>"
    assert article_html(flat) == article_html(headed) == headed


def test_other_rows_of_a_table_stay_in_its_body():
    mixed = "<tr><th>a</th><td>1</td></tr>"
    for rows in (mixed, BODY + HEAD, mixed + HEAD):
        assert article_html(f"<table><tbody>{rows}</tbody></table>") == (
            f"<table><tbody>{rows}</tbody></table>"
        )


def test_headings_have_addresses_of_their_own():
    html = article_html("<h2>Tide &amp; time</h2><h3>Tide & time</h3><h2 id=x>日本</h2><h2>!</h2>")
    assert [part.split('"')[0] for part in html.split('id="')[1:]] == [
        "section-tide-time",
        "section-tide-time-2",
        "section-日本",
        "section-1",
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<a href=https://x.example>a</a>", '<a href="https://x.example" rel="noopener">a</a>'),
        ("<a href=/x>a</a>", '<a href="/x">a</a>'),
        ("<a href=#x>a</a>", '<a href="#x">a</a>'),
        ("<a href=mailto:a@b.example>a</a>", '<a href="mailto:a@b.example">a</a>'),
        ("<a href=//x.example>a</a>", "<a>a</a>"),
        ("<a href='/\\x.example'>a</a>", "<a>a</a>"),
        ("<a href=javascript:1>a</a>", "<a>a</a>"),
        (
            "<a href=https://x.example rel='sponsored opener'>a</a>",
            '<a href="https://x.example" rel="noopener sponsored">a</a>',
        ),
    ],
)
def test_links_of_articles(source, shown):
    assert article_html(f"<p>{source}</p>") == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "<img src=/media/a.jpg alt='A & b' width=10 height=20 srcset=x onerror=y>",
            '<img src="/media/a.jpg" alt="A &amp; b" width="10" height="20" '
            'loading="lazy" decoding="async">',
        ),
        ("<img src=https://x.example/a.jpg alt=A>",
         '<a href="https://x.example/a.jpg" rel="noopener">A</a>'),
        ("<img src=javascript:1 alt=A>", "A"),
        ("<img src='/media/../admin' alt=A>", "A"),
        ("<img alt=A>", "A"),
        ("<img src=data:image/png;base64,x>", ""),
    ],
)  # fmt: skip
def test_pictures_are_this_sites_own_or_links(source, shown):
    html = article_html(f"<figure>{source}<figcaption>c</figcaption></figure>")
    html = html.removeprefix("<figure>").removesuffix("<figcaption>c</figcaption></figure>")
    assert sorted(html.split()) == sorted(shown.split())


@pytest.mark.parametrize(
    "source",
    [
        "a" * (MAX_ARTICLE + 1),
        "<b>" * (MAX_ARTICLE_OPENINGS + 1),
        "a\n\n" * MAX_ARTICLE_OPENINGS,
        "&" * 30_000,
        "<p " + "a=1 " * 5_000 + ">",
    ],
)
def test_more_than_the_bounds_is_refused_with_a_sentence(source):
    with pytest.raises(OutOfBounds, match=r"\.$"):
        article_html(source)

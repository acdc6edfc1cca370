import pytest

from content.embeds import frame_address, framed
from content.markup import article_html

FILM = "dQw4w9WgXcQ"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (f"https://www.youtube.com/watch?v={FILM}&t=1", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://www.youtube.com/watch?list=x&v={FILM}", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://youtu.be/{FILM}?t=3", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        (f"https://www.youtube.com/shorts/{FILM}", f"https://www.youtube-nocookie.com/embed/{FILM}"),
        ("https://vimeo.com/12345", "https://player.vimeo.com/video/12345?dnt=1"),
        (f"https://tube.example/w/{UUID}", f"https://tube.example/videos/embed/{UUID}"),
        ("https://town.example/@ana/123", "https://town.example/@ana/123/embed"),
        (f"http://youtu.be/{FILM}", ""),
        (f"https://youtu.be.evil.example/{FILM}", ""),
        (f"https://ana@youtu.be/{FILM}", ""),
        (f"https://a.example;script-src/w/{UUID}", ""),
        ("https://localhost/@ana/123", ""),
        ("https://[::1/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_frames_are_made_from_addresses_that_people_know(address, frame):
    assert frame_address(address) == frame


def test_an_embed_keeps_its_link_and_says_its_frame():
    html = article_html(
        f'<figure class="embed"><a href="https://youtu.be/{FILM}" data-embed="https://evil.example/">'
        "The lamp</a></figure>"
    )
    assert html == (
        f'<figure class="embed"><a href="https://youtu.be/{FILM}" rel="noopener" '
        f'data-embed="https://www.youtube-nocookie.com/embed/{FILM}">The lamp</a></figure>'
    )


@pytest.mark.parametrize(
    "source",
    [
        f'<p><a href="https://youtu.be/{FILM}">a</a></p>',
        f'<figure><a href="https://youtu.be/{FILM}">a</a></figure>',
        f'<figure class="other"><a href="https://youtu.be/{FILM}">a</a></figure>',
        '<figure class="embed"><a href="https://other.example/film">a</a></figure>',
        '<p><a href="/x" data-embed="https://www.youtube-nocookie.com/embed/x">a</a></p>',
        f'<iframe src="https://www.youtube-nocookie.com/embed/{FILM}"></iframe>',
    ],
)
def test_nothing_else_has_a_frame(source):
    assert "data-embed" not in article_html(source)


def test_what_came_out_comes_out_the_same_again():
    once = article_html(f'<figure class="embed"><a href="https://youtu.be/{FILM}">a</a></figure>')
    assert article_html(once) == once


def test_frames_show_only_from_hosts_that_are_allowed():
    html = "".join(
        article_html(f'<figure class="embed"><a href="{address}">a</a></figure>')
        for address in (f"https://youtu.be/{FILM}", f"https://tube.example/w/{UUID}")
    )
    assert framed(html) == ["www.youtube-nocookie.com"]
    assert framed(html, frozenset({"tube.example"})) == ["tube.example", "www.youtube-nocookie.com"]
    assert framed("<p>none</p>", frozenset({"tube.example"})) == []

"""What stands around a conversation is kept for requests that came by the door, under what it told them."""

from django.test import RequestFactory

from content import frames


def request(path="/articles/a/", edition=None):
    extra = {} if edition is None else {frames.EDITION: edition}
    return RequestFactory().get(path, **extra)


def test_a_frame_is_kept_for_its_page_and_edition():
    assert frames.keep(request(edition=(1, None)), "<p>One.</p>") == "<p>One.</p>"
    assert frames.kept(request(edition=(1, None))) == "<p>One.</p>"
    assert frames.kept(request(edition=(2, None))) is None
    assert frames.kept(request("/articles/b/", edition=(1, None))) is None


def test_nothing_is_kept_for_a_request_that_came_another_way():
    frames.keep(request(), "<p>One.</p>")
    assert frames.kept(request()) is None
    assert not frames._frames
    assert not frames._looks


def test_one_that_is_larger_than_all_is_not_kept(monkeypatch):
    monkeypatch.setattr(frames, "_frames", frames._cache(3))
    assert frames.keep(request(edition=1), "long") == "long"
    assert frames.kept(request(edition=1)) is None


def test_many_looks_of_one_page_take_no_place_of_another(monkeypatch):
    monkeypatch.setattr(frames, "_looks", frames._cache(12))
    frames.keep(request(edition=1), "<p>One.</p>")
    for author in ("ines", "wanda"):
        frames.keep(request("/search/", edition=1), "<p>Two.</p>", author)
    assert frames.kept(request(edition=1)) == "<p>One.</p>"
    assert frames.kept(request("/search/", edition=1), "wanda") == "<p>Two.</p>"
    assert frames.kept(request("/search/", edition=1), "ines") is None

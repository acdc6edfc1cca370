"""Every public address with whatever a stranger can send: an answer in the 4xx, nothing stored, no 500."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment, Commenter, Discussion

from .comments.make import make_comment

pytestmark = pytest.mark.django_db

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "0", "-1", "1e9", "9" * 19, "9" * 400, "NaN", "\x00", "a\x00b", "../../etc/passwd", "%", "é",
            "\u202e", "\ud7ff", "x" * 10_000, "' OR 1=1 --", "<script>", "{{ 7*7 }}", " ", "\r\nX: y",
        ]
    ),
    st.integers().map(str),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)  # fmt: skip
PARAMETERS = ("order", "after", "thread", "parent", "posted", "page", "q", "next")
FIELDS = ("name", "email", "body", "parent", "submission_key", "preview", "forget")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
LOOSE = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def public_routes(patterns=None, before="") -> list[str]:
    """Return every route outside the admin, such as ``articles/<address:slug>/``."""
    routes = []
    for entry in patterns or get_resolver().url_patterns:
        route = before + str(entry.pattern)
        if route.startswith(
            ("admin/", "healthz")
        ):  # the one has a test of its own, the other says 503
            continue
        if isinstance(entry, URLPattern):
            routes.append(route)
        else:
            routes += public_routes(entry.url_patterns, route)
    return routes


@st.composite
def addresses(draw):
    """Draw an address of the site with each part that varies filled by something hostile, or right."""
    right = {"slug": draw(st.sampled_from(["tides", "nothing"])), "pk": "1", "kind": "rss"}

    def fill(match):
        hostile = quote(draw(HOSTILE), safe="")
        return right.get(match[1], hostile) if draw(st.booleans()) else hostile

    path = re.sub(r"<(?:\w+:)?(\w+)>", fill, draw(st.sampled_from(public_routes())))
    query = draw(st.dictionaries(st.sampled_from(PARAMETERS), HOSTILE, max_size=3))
    return f"/{path}?{urlencode(query)}"


@pytest.fixture
def site():
    from .comments.make import make_article

    article = make_article(slug="tides")
    make_comment(article=article)
    return article


@given(address=addresses(), method=st.sampled_from(METHODS))
@LOOSE
def test_no_address_breaks_the_server(site, address, method):
    response = getattr(Client(), method)(address)
    assert response.status_code < 500
    assert Comment.objects.count() == 1


@given(
    fields=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(FIELDS, HOSTILE),
    ),
    cookie=HOSTILE,
)
@LOOSE
def test_whatever_is_posted_is_stored_right_or_refused(site, fields, cookie):
    client = Client()
    before = Comment.objects.count()
    client.cookies["commenter"] = re.sub(r"[^!-~]|[;,]", "", cookie) or "x"
    response = client.post("/articles/tides/reply/", fields)
    shows_the_form = {"preview", "forget"} & fields.keys()
    assert response.status_code in {303, 403, 404, 422} | ({200} if shows_the_form else set())
    assert Comment.objects.count() - before == (response.status_code == 303)


@pytest.mark.parametrize("route", public_routes())
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_stored_without_a_token(site, route, method):
    address = "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda match: {"slug": "tides"}.get(match[1], "1"), route
    )
    before = [model.objects.count() for model in (Comment, Commenter, Discussion)]
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert 400 <= response.status_code < 500
    assert [model.objects.count() for model in (Comment, Commenter, Discussion)] == before


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"body=%ff%fe%00&name=%c3%28", "application/x-www-form-urlencoded"),
        (b"name=Ana&body=" + b"x" * 65_536, "application/x-www-form-urlencoded"),
        (b"a=1&" * 5_000, "application/x-www-form-urlencoded"),
        (b"x" * 2_000_000, "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"body=x", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"\x00" * 100, "text/plain; charset=utf-7"),
    ],
)
def test_odd_bodies_are_refused(site, body, content_type):
    form = {"data": body, "content_type": content_type}
    checked = Client(enforce_csrf_checks=True)  # the check reads the body before any view does
    checked.get("/articles/tides/reply/")
    for client in (Client(), checked):
        response = client.post("/articles/tides/reply/", **form)
        assert 400 <= response.status_code < 500
    assert Comment.objects.count() == 1

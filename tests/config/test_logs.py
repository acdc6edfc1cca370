import logging
import sys

import pytest

from config.logs import LineFormatter
from config.requests import request_id


def line(message, *arguments, failure=None):
    record = logging.LogRecord("rejoinder.x", logging.INFO, "", 0, message, arguments, failure)
    return LineFormatter().format(record)


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x00", "\x85", "\u2028", "\u202e", "\t"])
def test_no_sign_of_a_readers_makes_a_new_line_or_colours_a_terminal(sign):
    written = line("name is %s", f"Mallory{sign}[31m2026-01-01 CRITICAL all is lost")
    assert written.isprintable()
    assert "Mallory\\" in written


def test_traceback_stays_on_the_line():
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        written = line("it broke", failure=sys.exc_info())
    assert "\n" not in written
    assert "first\\nsecond" in written
    assert "test_logs.py" in written


@pytest.mark.parametrize(
    "address",
    [
        "alice@example.org",
        "<alice@example.org>",
        "203.0.113.9",
        "2001:db8::1",
        "::ffff:203.0.113.9",
    ],
)
def test_addresses_of_people_are_blotted_out(address):
    try:
        raise ValueError(f"no letter to {address}: refused")
    except ValueError:
        written = line("seen: %s", address, failure=sys.exc_info())
    for part in ("alice", "example.org", "113.9", "db8"):
        assert part not in written


def test_times_numbers_and_the_loopback_stay_readable():
    text = "12:30:45 Django 6.1.3 at 127.0.0.1:8000, 0x7f00:12"
    assert text in line(text)


def test_line_names_the_request():
    token = request_id.set("abc123")
    try:
        assert "[abc123]" in line("hello")
    finally:
        request_id.reset(token)
    assert "[-]" in line("hello")


@pytest.fixture
def written(caplog):
    """Return a function that gives what the log has, as lines on stderr would have it."""
    caplog.set_level(logging.INFO)
    return lambda: [LineFormatter().format(record) for record in caplog.records]


@pytest.mark.django_db
def test_each_request_is_one_line_without_query_address_or_browser(client, written):
    answer = client.get(
        "/no%0d%0awhere/alice@example.org?token=needle",
        REMOTE_ADDR="203.0.113.9",
        headers={"user-agent": "Needle\r\nX"},
    )
    (entry,) = written()
    assert "GET /no\\r\\nwhere/… 404" in entry
    assert "needle" not in entry.lower()
    assert "203.0" not in entry
    assert answer.headers["X-Request-ID"]


def test_token_of_a_letter_is_not_logged(rf):
    from types import SimpleNamespace

    from config.requests import loggable_path

    request = rf.get("/account/reset/MQ/c1x-5e3/")
    request.resolver_match = SimpleNamespace(kwargs={"uidb64": "MQ", "token": "c1x-5e3"})
    assert loggable_path(request) == "/account/reset/…/…/"


def test_very_long_path_is_cut(rf):
    from config.requests import LONGEST_PATH, loggable_path

    assert len(loggable_path(rf.get("/" + "a" * 5000))) == LONGEST_PATH


@pytest.mark.django_db
@pytest.mark.urls("tests.config.broken_urls")
def test_crash_is_one_entry_with_its_traceback_and_the_requests_id(client, written):
    client.raise_request_exception = False
    answer = client.get("/crash", REMOTE_ADDR="203.0.113.9")
    crash, request = written()
    identifier = answer.headers["X-Request-ID"]
    assert f"[{identifier}]" in crash or identifier
    assert "ZeroDivisionError" in crash
    assert "\n" not in crash
    assert "500" in request

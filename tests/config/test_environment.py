import stat
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from tests.site import ROOT, clean_environment

GOOD_KEY = "k3y-of-fifty-random-characters-or-more-0123456789-abcdef"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "blog.example.org",
        "https://",
        "https:///",
        "https://*",
        "ftp://blog.example.org",
        "https://blog.example.org/blog",
        "https://blog.example.org?x=1",
        "https://me:secret@blog.example.org",
        "https://blog.example.org:port",
        "https://[::1",
        "https://blog example.org",
        "http://blog.example.org",  # passwords in the clear
        "http://0.0.0.0:8000",
        "http://8.8.8.8",
    ],
)
def test_unsafe_site_url_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.site_address(value)


@pytest.mark.parametrize(
    "value",
    [
        "https://blog.example.org",
        "https://blog.example.org/",
        "https://blog.example.org:8443",
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
        "http://192.168.1.20",
        "http://blog.lan",
    ],
)
def test_safe_site_url_is_taken(value):
    assert environment.site_address(value) == urlsplit(value)


@pytest.mark.parametrize(
    ("value", "local"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("https://blog.example.org", False),
        ("http://192.168.1.20", False),
        ("https://127.0.0.1.example.org", False),
    ],
)
def test_only_loopback_addresses_are_local(value, local):
    assert environment.is_local(urlsplit(value)) is local


@pytest.mark.parametrize("value", ["", "short", "a" * 60, "django-insecure-" + GOOD_KEY])
def test_unsafe_secret_key_is_refused_in_production(value, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.secret_key(value, local=False, data_dir=tmp_path)


def test_good_secret_key_is_taken(tmp_path):
    assert environment.secret_key(GOOD_KEY, local=False, data_dir=tmp_path) == GOOD_KEY


def test_local_run_makes_a_key_and_keeps_it_for_its_owner_alone(tmp_path):
    key = environment.secret_key("", local=True, data_dir=tmp_path)
    assert len(key) >= environment.SECRET_KEY_LENGTH
    assert environment.secret_key("", local=True, data_dir=tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_debug_is_refused_where_others_can_reach_the_site():
    assert environment.debugging(True, local=True) is True
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        environment.debugging(True, local=False)


def test_trusted_proxies_that_are_no_networks_are_refused():
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        environment.trusted_networks(["proxy.example.org"])


@pytest.mark.parametrize(
    "value",
    ["", "opensearch://127.0.0.1:9200/blog", "opensearchs://me:word@find.example.org/blog-2"],
)
def test_a_search_server_is_taken(value):
    assert environment.search_url(value) == value


@pytest.mark.parametrize(
    "value",
    ["http://127.0.0.1:9200/blog", "opensearch://127.0.0.1:9200", "opensearch:///blog", "blog",
     "opensearch://127.0.0.1/Blog", "opensearch://127.0.0.1/_all", "opensearch://127.0.0.1/a/b"],
)  # fmt: skip
def test_what_is_no_search_server_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        environment.search_url(value)


def started(*command, **variables):
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean_environment() | variables,
        capture_output=True,
        text=True,
    )


REFUSALS = [
    ({}, "SITE_URL is not set"),
    ({"SITE_URL": "https://blog.example.org"}, "SECRET_KEY is not set"),
    ({"SITE_URL": "https://blog.example.org", "SECRET_KEY": "secret"}, "SECRET_KEY is unsafe"),
    ({"SITE_URL": "https://b.example", "SECRET_KEY": GOOD_KEY, "DEBUG": "1"}, "DEBUG is on"),
]


@pytest.mark.parametrize(("variables", "sentence"), REFUSALS)
def test_manage_py_refuses_with_a_sentence_and_no_traceback(variables, sentence, tmp_path):
    refused = started("manage.py", "check", DATA_DIR=str(tmp_path), **variables)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Rejoinder cannot start. " + sentence)
    assert refused.stderr.count("\n") == 1


def test_web_server_refuses_with_a_sentence_and_no_traceback(tmp_path):
    refused = started(
        *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        DATA_DIR=str(tmp_path),
        SITE_URL="https://blog.example.org",
    )
    assert refused.returncode != 0
    assert "Rejoinder cannot start. SECRET_KEY is not set" in refused.stderr + refused.stdout
    assert "Traceback" not in refused.stderr + refused.stdout


def test_folder_of_data_may_have_any_name(tmp_path):
    folder = tmp_path / "my blog #1?%20"
    done = started("manage.py", "migrate", SITE_URL="http://127.0.0.1:8000", DATA_DIR=str(folder))
    assert done.returncode == 0, done.stderr
    assert (folder / "db.sqlite3").exists()

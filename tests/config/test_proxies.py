import ipaddress

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config.proxies import FORWARDED_HEADERS, TrustedProxyMiddleware


@pytest.fixture(autouse=True)
def _trusted(settings):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1")]


def seen(remote_addr, **headers):
    """Return META as the site sees it after the middleware."""
    request = RequestFactory().get("/", REMOTE_ADDR=remote_addr, **headers)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request.META


def test_stranger_cannot_claim_another_address():
    claims = dict.fromkeys(FORWARDED_HEADERS, "192.0.2.1")
    meta = seen("203.0.113.9", **claims)
    assert meta["REMOTE_ADDR"] == "203.0.113.9"
    assert not set(FORWARDED_HEADERS) & set(meta)


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", "192.0.2.1"),  # the first was invented by the reader
        ("6.6.6.6, 192.0.2.1, 10.9.9.9", "192.0.2.1"),  # two proxies of ours
        ("10.7.7.7", "10.7.7.7"),  # somebody inside
        ("192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "10.0.0.1"),
        ("unknown", "10.0.0.1"),
        ("192.0.2.1, <script>", "10.0.0.1"),
        ("192.0.2.1, unknown, 10.9.9.9", "10.9.9.9"),
    ],
)
def test_trusted_proxy_names_the_reader(chain, client):
    assert seen("10.0.0.1", HTTP_X_FORWARDED_FOR=chain)["REMOTE_ADDR"] == client


def test_proxy_is_known_by_its_mapped_address_too():
    meta = seen("::ffff:10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1")
    assert meta["REMOTE_ADDR"] == "192.0.2.1"


def test_trusted_proxy_says_whether_the_reader_came_by_https():
    assert "HTTP_X_FORWARDED_PROTO" in seen("::1", HTTP_X_FORWARDED_PROTO="https")

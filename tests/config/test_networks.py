import pytest
from django.test import RequestFactory

from config.networks import masked_address, network_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.1", "192.0.2.254"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("192.0.2.1", "::ffff:192.0.2.9"),
    ],
)
def test_one_network_has_one_hash(one, other):
    assert network_hash(one) == network_hash(other)


@pytest.mark.parametrize(
    ("one", "other"), [("192.0.2.1", "192.0.3.1"), ("2001:db8:1:2::1", "2001:db8:1:3::1")]
)
def test_other_networks_have_other_hashes(one, other):
    assert network_hash(one) != network_hash(other)


def test_hash_depends_on_the_sites_key(settings):
    before = network_hash("192.0.2.1")
    settings.SECRET_KEY = "another key of this site"
    assert network_hash("192.0.2.1") != before


@pytest.mark.parametrize("address", ["", "unknown", "192.0.2", "192.0.2.1, 6.6.6.6"])
def test_what_is_no_address_has_no_hash(address):
    assert network_hash(address) == ""


def test_login_throttle_gets_the_hash_in_the_form_of_an_address():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    masked = masked_address(request)
    assert masked.count(":") > 1
    assert masked_address(RequestFactory().get("/", REMOTE_ADDR="192.0.2.99")) == masked
    assert masked_address(RequestFactory().get("/", REMOTE_ADDR="")) is None

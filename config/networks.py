"""The network a request comes from, as a keyed hash: raw addresses are stored nowhere."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV4_PREFIX = 24  # bits; a household or an office
IPV6_PREFIX = 64  # bits; what one subscriber is given
HASH_BYTES = 16


def network_hash(address: str) -> str:
    """
    Return 32 hexadecimal digits for the network of ``address``, "" where that is no address.

    The key derives from SECRET_KEY, so the hash cannot be reversed by trying all networks.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    prefix = IPV4_PREFIX if ip.version == 4 else IPV6_PREFIX
    network = ipaddress.ip_network((ip, prefix), strict=False)
    key = f"rejoinder.network.{settings.SECRET_KEY}".encode()
    digest = hmac.new(key, str(network).encode(), hashlib.sha256).digest()
    return digest[:HASH_BYTES].hex()


def masked_address(request: HttpRequest) -> str | None:
    """Return the request's network hash dressed as an IPv6 address, which the login throttle stores."""
    digits = network_hash(request.META.get("REMOTE_ADDR", ""))
    return str(ipaddress.IPv6Address(int(digits, 16))) if digits else None

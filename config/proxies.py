"""Forwarded headers count only from the proxies that the owner names in TRUSTED_PROXIES."""

import ipaddress

from django.conf import settings

FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


class TrustedProxyMiddleware:
    """Set REMOTE_ADDR to the reader's own address behind a trusted proxy; else drop what it claims."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meta = request.META
        if _is_trusted(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = _client(meta.get("HTTP_X_FORWARDED_FOR", ""), meta["REMOTE_ADDR"])
        else:
            for header in FORWARDED_HEADERS:
                meta.pop(header, None)
        return self.get_response(request)


def forwarded_scheme(environ) -> str:
    """Return the scheme that a trusted proxy says its reader uses, "" where none says so."""
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "")
    return scheme if scheme and _is_trusted(environ.get("REMOTE_ADDR", "")) else ""


def _is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return any(ip in network for network in settings.TRUSTED_PROXIES)


def _client(forwarded_for: str, proxy: str) -> str:
    """
    Return the last address in the chain that no trusted proxy has: those before it can be invented.

    Where the chain breaks off in something that is no address, the proxy that said so is the client.
    """
    client = proxy
    for hop in reversed(forwarded_for.split(",")):
        address = _without_port(hop.strip())
        if not address:
            break
        client = address
        if not _is_trusted(address):
            break
    return client


def _without_port(hop: str) -> str:
    """Return the address in ``192.0.2.1``, ``192.0.2.1:4711``, ``2001:db8::1`` or ``[2001:db8::1]:4711``."""
    if hop.startswith("["):
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        hop = hop.partition(":")[0]
    try:
        return str(ipaddress.ip_address(hop))
    except ValueError:
        return ""

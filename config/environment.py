"""What the environment says about this installation, checked before Django starts; reads no database."""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50  # characters; what Django's own deployment check asks for
SERVICE_SECRET_LENGTH = 20  # characters, name and colon included: nobody tries that many
SECRET_KEY_VARIETY = 5  # different characters, likewise
LOOPBACK_NAMES = {"localhost"}
# Names that no public name server answers, and .onion, which encrypts by itself.
NEAR_ENDINGS = (".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test", ".onion")
SEARCH_SCHEMES = {"opensearch", "opensearchs"}  # http, https
INDEX = re.compile(r"/[a-z0-9][a-z0-9_-]*")
HOST = re.compile(r"[a-z0-9.:-]*[a-z0-9:]")


def site_address(value: str) -> SplitResult:
    """Return ``SITE_URL`` in its parts. Raises ImproperlyConfigured: with what to set instead."""
    if not value:
        raise ImproperlyConfigured(
            "SITE_URL is not set. Set it to the address your readers use, such as "
            "https://blog.example.org, or to http://127.0.0.1:8000 for a run on your own machine "
            "(`make run` does that by itself)."
        )
    if not _is_address(value):
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}. It must be a scheme and a host and nothing more, such as "
            "https://blog.example.org."
        )
    parts = urlsplit(value)
    if parts.scheme == "http" and not is_near(parts):
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}: passwords would cross the internet unencrypted. Set it to "
            f"https://{parts.netloc} and let a web server answer there (docs/deploy.md shows how)."
        )
    return parts


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError where it is no number
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and HOST.fullmatch(parts.hostname or "") is not None
        and "@" not in parts.netloc
        and not parts.path.strip("/")
        and not (parts.query or parts.fragment)
    )


def host_name(address: SplitResult) -> str:
    """Return the host as a Host header names it: an IPv6 address in brackets."""
    return f"[{address.hostname}]" if ":" in address.hostname else address.hostname


def is_local(address: SplitResult) -> bool:
    """Whether the site can only be reached from this machine: its host is a loopback address."""
    ip = _ip(address)
    return address.hostname in LOOPBACK_NAMES or (ip is not None and ip.is_loopback)


def is_near(address: SplitResult) -> bool:
    """Whether the site is reached without crossing the internet: plain http is allowed there."""
    ip = _ip(address)
    if ip is not None:
        return ip.is_private and not ip.is_unspecified
    return address.hostname in LOOPBACK_NAMES or address.hostname.endswith(NEAR_ENDINGS)


def _ip(address: SplitResult) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address.hostname)
    except ValueError:
        return None


def debugging(value: bool, *, local: bool) -> bool:  # noqa: FBT001  (the subject itself)
    """Return ``DEBUG``. Raises ImproperlyConfigured: where others could see its error pages."""
    if value and not local:
        raise ImproperlyConfigured(
            "DEBUG is on, and SITE_URL is not an address of this machine alone: error pages would "
            "show the site's inside to everyone. Take DEBUG away."
        )
    return value


def secret_key(value: str, *, local: bool, data_dir: Path) -> str:
    """
    Return the key that signs cookies and links.

    A local run without one makes its own and keeps it in ``data_dir``.
    Raises ImproperlyConfigured: anywhere else, where it is missing or easy to guess.
    """
    if not value and local:
        return _kept_secret_key(data_dir / "secret_key")
    weak = len(value) < SECRET_KEY_LENGTH or len(set(value)) < SECRET_KEY_VARIETY
    if not value or value.startswith("django-insecure-") or (weak and not local):
        raise ImproperlyConfigured(
            f"SECRET_KEY is {'unsafe' if value else 'not set'}. Set it to a random text of at least "
            f"{SECRET_KEY_LENGTH} characters and keep it secret; this makes one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


def trusted_networks(values: list[str]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Return ``TRUSTED_PROXIES`` as networks. Raises ImproperlyConfigured: where one is none."""
    try:
        return [ipaddress.ip_network(value, strict=False) for value in values]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: {error}. Give addresses or networks, such as 127.0.0.1,10.0.0.0/8."
        ) from error


def service_secret(value: str) -> str:
    """Return ``MAIL_SERVICE_SECRET``. Raises ImproperlyConfigured: it is easy to guess, or no pair."""
    name, colon, _password = value.partition(":")
    if value and not (name and colon and len(value) >= SERVICE_SECRET_LENGTH):
        raise ImproperlyConfigured(
            "MAIL_SERVICE_SECRET must be a name, a colon and a password, of at least "
            f"{SERVICE_SECRET_LENGTH} characters together."
        )
    return value


def search_url(value: str) -> str:
    """Return ``SEARCH_URL``, "" for none. Raises ImproperlyConfigured: where it is no search server's."""
    parts = urlsplit(value)
    is_server = parts.scheme in SEARCH_SCHEMES and parts.hostname
    if value and not (is_server and INDEX.fullmatch(parts.path)):
        raise ImproperlyConfigured(
            f"SEARCH_URL must be such as opensearch://127.0.0.1:9200/blog (or opensearchs:// for https): "
            f"a scheme, a host and the name of an index, in small letters. Its scheme is {parts.scheme!r}."
        )
    return value


def _kept_secret_key(path: Path) -> str:
    """Return the key in ``path``, made at the first call; two processes at once agree on one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
        with open(handle, "w") as file:
            file.write(secrets.token_urlsafe(SECRET_KEY_LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()

"""Which addresses a text may link to."""

import re

MAX_ADDRESS = 2_000  # characters; longer ones break in mail and browsers

_UNWANTED = re.compile(
    '[\\s\\\\\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>"`{}|^]'
)
_OUTSIDE = re.compile(r"https?://[^/?#@]+(?:[/?#].*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^?@,;&]+@[^?@,;&]+(?:\?subject=[^&]*)?", re.IGNORECASE)
_BARE = {
    "https://": re.compile(
        r"(?:[\w-]+\.)+(?!html?\b|php\b|pdf\b|jpe?g\b|png\b|txt\b)[a-z]{2,24}(?::\d+)?(?:[/?#].*)?",
        re.IGNORECASE,
    ),
    "mailto:": re.compile(r"[^@\s/:?]+@(?:[\w-]+\.)+[a-z]{2,24}", re.IGNORECASE),
}
_INSIDE = re.compile(r"/(?!/).*|#.+|/")


def completed(address: str) -> str:
    """Return an address with what people leave out: ``www.example.org``, ``ana@example.org``."""
    for beginning, bare in _BARE.items():
        if bare.fullmatch(address):
            return beginning + address
    return address


def leads_somewhere(address: str) -> bool:
    """Say whether a text may link to this address, as people type it."""
    address = completed(address.strip())
    return is_outside_link(address) or is_inside_link(address)


def is_outside_link(address: str) -> bool:
    """
    Say whether the address is http, https or mailto, and hides nothing.

    ``https://bank.example@other.example`` hides where it goes, backslashes and controls are read
    differently by browsers and by us: all refused.
    """
    if len(address) > MAX_ADDRESS or _UNWANTED.search(address):
        return False
    return bool(_OUTSIDE.fullmatch(address) or _MAIL.fullmatch(address))


def is_inside_link(address: str) -> bool:
    """Say whether the address is a path on this site or a place on this page."""
    if len(address) > MAX_ADDRESS or _UNWANTED.search(address):
        return False
    return bool(_INSIDE.fullmatch(address))


def is_own_picture(address: str) -> bool:
    """Say whether the address is one of this site's uploaded files."""
    return is_inside_link(address) and address.startswith("/media/") and ".." not in address

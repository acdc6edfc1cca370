"""Which addresses a text may link to."""

import re

MAX_ADDRESS = 2_000  # characters; longer ones break in mail and browsers

_UNWANTED = re.compile(
    '[\\s\\\\\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>"`{}|^]'
)
_OUTSIDE = re.compile(r"https?://[^/?#@]+(?:[/?#].*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^?@,;&]+@[^?@,;&]+(?:\?subject=[^&]*)?", re.IGNORECASE)
_INSIDE = re.compile(r"/(?!/).*|#.+|/")


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

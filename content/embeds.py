"""
What of other hosts an article may hold, as a picture of ours that a click makes theirs. Pure.

A text keeps the address that people know; which address a frame would show is made from it here. Whether
readers are offered the frame is asked of the host when the page is made: see ``framed``.
"""

import re
from urllib.parse import urlsplit

# A host as it stands in a Content-Security-Policy: nothing else may come in with it.
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{2,5})?"
)
ALWAYS = frozenset({"www.youtube-nocookie.com", "player.vimeo.com"})
_FRAME = re.compile(r'<a\b[^>]*\bdata-embed="https://([^/"]+)/')

# (hosts, None for any; path with query as people know it; the frame's address)
_SHAPES = (
    (r"(?:www\.|m\.)?youtube\.com", r"/watch\?(?:[^#]*&)?v=([\w-]{11})(?:[&#].*)?",
     "https://www.youtube-nocookie.com/embed/{0}"),
    (r"(?:www\.)?youtube\.com", r"/(?:shorts|live)/([\w-]{11})(?:[?#].*)?",
     "https://www.youtube-nocookie.com/embed/{0}"),
    (r"youtu\.be", r"/([\w-]{11})(?:[?#].*)?", "https://www.youtube-nocookie.com/embed/{0}"),
    (r"(?:www\.)?vimeo\.com", r"/(\d{1,12})(?:[?#].*)?", "https://player.vimeo.com/video/{0}?dnt=1"),
    (None, r"/(?:w|videos/watch)/([\w-]{20,40})(?:[?#].*)?", "https://{host}/videos/embed/{0}"),
    (None, r"/(@\w{1,60}(?:@[\w.-]{1,100})?/\d{1,20})", "https://{host}/{0}/embed"),
)  # fmt: skip
_COMPILED = [
    (re.compile(hosts) if hosts else HOST, re.compile(path), frame)
    for hosts, path, frame in _SHAPES
]


def frame_address(address: str) -> str:
    """Return what a frame would show for an address that people know; "" where that is unknown."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.lower()
    if parts.scheme != "https" or not HOST.fullmatch(host):
        return ""
    rest = address.split("/", 3)[-1]
    for hosts, path, frame in _COMPILED:
        if hosts.fullmatch(host) and (match := path.fullmatch(f"/{rest}")):
            return frame.format(*match.groups(), host=host)
    return ""


def framed(html: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Return the hosts whose frames a page with this safe HTML may show, of those ``allowed`` or always."""
    if "data-embed" not in html:
        return []
    return sorted(set(_FRAME.findall(html)) & (ALWAYS | allowed))


def is_allowed(address: str, allowed: frozenset[str] = frozenset()) -> bool:
    """Say whether readers are offered a frame for an address that people know."""
    return urlsplit(frame_address(address)).netloc in ALWAYS | allowed

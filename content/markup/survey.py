"""What an author's HTML holds that is worth a second look before readers see it. Pure."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

GAP = "⟦"  # static/js/editor-paste.js begins with it what stands for a picture that did not come along
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Survey:
    """
    ``undescribed`` counts pictures without any ``alt``; an empty one says "decoration".
    ``described``: what pictures show, by their address.
    """

    heading_levels: list[int] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    undescribed: int = 0
    empty_links: int = 0
    gaps: int = 0


@lru_cache(4)  # a text that is kept is looked at from several sides
def survey(source: str) -> Survey:
    """Return what was found in HTML as typed, in reading order; it is shared, and not to be changed."""
    surveyor = _Surveyor()
    surveyor.feed(source)
    surveyor.close()
    return surveyor.found


class _Surveyor(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = Survey()
        self._link: list[str] | None = None  # the words of the link that is open
        self._is_in_embed = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        if tag in _HEADINGS:
            self.found.heading_levels.append(_HEADINGS[tag])
        elif tag == "img":
            self._picture(attributes.get("src") or "", attributes.get("alt"))
        elif tag == "a":
            self._link = []
            address = attributes.get("href") or ""
            self.found.addresses.append(address)
            if self._is_in_embed:
                self.found.embeds.append(address)
        elif tag == "figure":
            self._is_in_embed = attributes.get("class") == "embed"

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._is_in_embed = False
        if tag == "a" and self._link is not None:
            self.found.empty_links += not "".join(self._link).strip()
            self._link = None

    def handle_data(self, data: str) -> None:
        self.found.gaps += data.count(GAP)
        if self._link is not None:
            self._link.append(data)

    def _picture(self, address: str, alt: str | None) -> None:
        self.found.pictures.append(address)
        self.found.undescribed += alt is None
        if alt and alt.strip():
            self.found.described.setdefault(address, alt.strip())
        if self._link is not None:
            self._link.append(alt or "")

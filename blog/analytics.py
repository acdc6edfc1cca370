"""Who may count visitors: one host at the most, named by the owner, off by default. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content.embeds import HOST

# Services that set no cookie: where their script lies, and the attribute that names the site there.
_SCRIPTS = {
    "plausible": ("/js/script.js", "data-domain"),
    "umami": ("/script.js", "data-website-id"),
    "goatcounter": ("/count.js", "data-goatcounter"),
}
CHOICES = [
    ("", _("nobody")),
    ("plausible", "Plausible"),
    ("umami", "Umami"),
    ("goatcounter", "GoatCounter"),
]
NEEDS_NAME = {"plausible", "umami"}


@dataclass(frozen=True)
class Counter:
    """The script of who counts, and what it is told."""

    origin: str
    script: str
    attribute: str
    value: str


def counter(kind: str, *, host: str, known_as: str) -> Counter | None:
    """Return who counts; None where nobody does or the host is none."""
    if kind not in _SCRIPTS or not HOST.fullmatch(host):
        return None
    path, attribute = _SCRIPTS[kind]
    origin = f"https://{host}"
    value = f"{origin}/count" if kind == "goatcounter" else known_as
    return Counter(origin, origin + path, attribute, value)

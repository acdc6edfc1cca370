"""What a page says to machines (JSON-LD): plain data in, text for a script element out."""

import json

from .addresses import absolute

CONTEXT = "https://schema.org"
# Nothing in the data can end the script element or begin a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_text(*things: dict) -> str:
    """Return ``things`` as JSON that may stand in a script element as it is."""
    data = [{"@context": CONTEXT} | thing for thing in things]
    return json.dumps(data, ensure_ascii=False).translate(ESCAPES)


def breadcrumbs(trail: list[tuple[str, str]]) -> dict:
    """Return the way to a page: (name, path) pairs, from the top down to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(trail, start=1)
        ],
    }

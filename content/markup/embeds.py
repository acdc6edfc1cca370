"""Films and posts of other hosts in a text: the link says which frame a click would show."""

import html

from bleach.html5lib_shim import Filter

from content.embeds import frame_address

CLASS = "embed"


class Embeds(Filter):
    """Gives the links of ``<figure class="embed">`` the address of their frame, where one is known."""

    def __iter__(self):
        is_inside = False
        for token in super().__iter__():
            name = token.get("name")
            if name == "figure":
                is_inside = token["type"] == "StartTag" and _says_embed(token)
            elif is_inside and name == "a" and token["type"] == "StartTag":
                _frame(token["data"])
            yield token


def _says_embed(token: dict) -> bool:
    return token["data"].get((None, "class")) == CLASS


def _frame(attributes: dict) -> None:
    if address := frame_address(html.unescape(attributes.get((None, "href"), ""))):
        attributes[None, "data-embed"] = address

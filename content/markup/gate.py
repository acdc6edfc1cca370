"""Two sanitisers in a row: bleach, whose own line has ended, then nh3, which has the last word."""

import html
import re
from collections.abc import Callable, Iterable

import bleach
import nh3
from bleach.html5lib_shim import Filter

SCHEMES = {"http", "https", "mailto"}
# A parser drops one line break after <pre>: without this each pass would take another.
_AFTER_PRE = re.compile(r"(<pre\b[^>]*>)[\r\n]+", re.IGNORECASE)

IsAllowed = Callable[[str, str, str], bool]  # element, attribute, value: whether it may stay


class Gate:
    """
    Lets through the named elements, their named attributes, and of those what ``is_allowed`` takes.

    ``rel`` is set on every link where given. Putting what came out through again changes nothing.
    """

    def __init__(
        self,
        elements: dict[str, set[str]],
        is_allowed: IsAllowed,
        *,
        filters: Iterable[type[Filter]] = (),
        added: dict[str, set[str]] | None = None,
        rel: str | None = None,
    ):
        self._attributes = elements
        self._is_allowed = is_allowed
        self._filters = list(filters)
        added = added or {}
        self._last = nh3.Cleaner(
            tags=set(elements),
            clean_content_tags=set(),
            attributes={name: elements[name] | added.get(name, set()) for name in elements},
            attribute_filter=self._filtered,
            link_rel=rel,
            url_schemes=SCHEMES,
        )

    def clean(self, source: str, *, tidy: Callable[[str], str] = str) -> str:
        """Return safe HTML; ``tidy`` sees it between the two sanitisers."""
        # Cleaners of bleach are not safe to share between threads; making one is cheap.
        first = bleach.Cleaner(
            tags=set(self._attributes),
            attributes=self._takes,
            protocols=SCHEMES,
            strip=True,
            filters=self._filters,
        )
        return self._last.clean(tidy(first.clean(_AFTER_PRE.sub(r"\1", source)))).strip()

    def _takes(self, element: str, attribute: str, value: str) -> bool:
        if attribute not in self._attributes[element]:
            return False
        return self._is_allowed(element, attribute, html.unescape(value))

    def _filtered(self, element: str, attribute: str, value: str) -> str | None:
        typed = attribute in self._attributes[element]
        return value if not typed or self._is_allowed(element, attribute, value) else None

"""What may stand in a path, and what an address is elsewhere; reads no database."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.urls import get_script_prefix, register_converter, reverse
from django.urls.converters import StringConverter

SOME_NUMBER = 987654321987654321  # that stands nowhere else in an address


class AddressConverter(StringConverter):
    """A slug in any script. All else (NUL, 10 kB of it) is no address of ours: 404."""

    regex = r"[-\w]{1,200}"


class YearConverter:
    """Years that a date can hold, and the year after them too."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class MonthConverter:
    """Two digits, so that each month has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class PrimaryKeyConverter:
    """A number that a database's primary key can hold; all else is no address of ours."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class ColourConverter(StringConverter):
    """A colour as screens mix it: six digits of base 16."""

    regex = "[0-9a-f]{6}"


class FeedKindConverter(StringConverter):
    """The three languages that feeds are written in (feeds.py)."""

    regex = "rss|atom|json"


register_converter(AddressConverter, "address")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(PrimaryKeyConverter, "pk")
register_converter(ColourConverter, "colour")
register_converter(FeedKindConverter, "feed_kind")


def absolute(path: str) -> str:
    """Return ``path`` as it works outside the site; never by the request's Host header."""
    return urljoin(settings.SITE_URL + "/", path)


def numbered(name: str, pk: int) -> str:
    """Return what ``reverse(name, args=[pk])`` does, for pages that name a hundred rows: it is asked once."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, after = reverse(name, args=[SOME_NUMBER]).split(str(SOME_NUMBER))
    return before, after

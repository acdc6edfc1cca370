"""One line an event: nothing that a reader sends can start a new line, colour a terminal or be traced."""

import ipaddress
import logging
import re

from .requests import request_id

EMAIL = re.compile(r"[^\s@<>\"'(),;:=/]+@[^\s@<>\"'(),;:=/]+")
IPV4 = re.compile(r"(?<![\d.])(?!127\.)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
PERHAPS_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*")
LONGEST_LINE = 20_000  # characters; a traceback of a deep recursion is longer than anyone reads


class LineFormatter(logging.Formatter):
    """Time, level, logger, request id, message; a traceback follows on the same line, escaped."""

    default_msec_format = "%s.%03d"

    def __init__(self):
        super().__init__("{asctime} {levelname} {name} [{request_id}] {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return one_line(super().format(record))

    def formatMessage(self, record):
        record.message = without_addresses(record.message)
        return super().formatMessage(record)

    def formatException(self, exc_info):
        return without_addresses(super().formatException(exc_info))


def without_addresses(text: str) -> str:
    """Return ``text`` with e-mail and network addresses (IPv4's loopback aside) blotted out."""
    text = EMAIL.sub("…", text[:LONGEST_LINE])
    return IPV4.sub("…", PERHAPS_IPV6.sub(_without_ipv6, text))


def _without_ipv6(match: re.Match) -> str:
    address = match[0].rstrip(".:")
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return match[0]
    return match[0].replace(address, "…")


def one_line(text: str) -> str:
    if text.isprintable() and len(text) <= LONGEST_LINE:  # nearly every line: 20 times as fast
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text[:LONGEST_LINE]
    )

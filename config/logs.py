"""One line an event: nothing that a reader sends can start a new line, colour a terminal or be traced."""

import ipaddress
import logging
import re
import time

from .requests import request_id

EMAIL = re.compile(r"[^\s@<>\"'(),;:=/]+@[^\s@<>\"'(),;:=/]+")
IPV4 = re.compile(r"(?<![\d.])(?!127\.)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
PERHAPS_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*")
DATE = "%Y-%m-%d %H:%M:%S"
LONGEST_LINE = 20_000  # characters; a traceback of a deep recursion is longer than anyone reads


# No line names a file, a thread or a process, so that none is looked up: a third of a line's price
# (https://docs.python.org/3/howto/logging.html#optimization).
logging._srcfile = None
logging.logThreads = logging.logProcesses = False
logging.logMultiprocessing = logging.logAsyncioTasks = False


class LineFormatter(logging.Formatter):
    """Time, level, logger, request id, message; a traceback follows on the same line, escaped."""

    def __init__(self):
        super().__init__("{asctime} {message}", style="{")
        self.second = (0, "")

    def format(self, record: logging.LogRecord) -> str:
        return one_line(super().format(record))

    def formatTime(self, record, datefmt=None):
        moment = int(record.created)
        second, text = self.second
        if second != moment:
            text = time.strftime(DATE, time.localtime(moment))
            self.second = (moment, text)
        return f"{text}.{int(record.msecs):03}"

    def formatMessage(self, record):
        message = without_addresses(record.message)
        return f"{record.asctime} {record.levelname} {record.name} [{request_id.get()}] {message}"

    def formatException(self, exc_info):
        return without_addresses(super().formatException(exc_info))


def without_addresses(text: str) -> str:
    """Return ``text`` with e-mail and network addresses (IPv4's loopback aside) blotted out."""
    text = text[:LONGEST_LINE]
    # Most lines hold none of these signs, and looking for one is fifty times as fast as for a pattern.
    if "@" in text:
        text = EMAIL.sub("…", text)
    if ":" in text:
        text = PERHAPS_IPV6.sub(_without_ipv6, text)
    return IPV4.sub("…", text) if "." in text else text


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

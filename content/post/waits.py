"""When a letter is tried again, and when it is given up; values alone."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

# Growing, so that a server that is away for a night is met again, and none is hammered.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
# What a server says of a mailbox that is not there, or takes nothing any more; 5.7 and the rest are
# of us, or of the moment. Source: RFC 3463, 3.2 and 3.3; RFC 5321, 4.2.3.
NO_MAILBOX = re.compile(rb"5\.(1\.([1-6]|10)|2\.1)\b")
NO_MAILBOX_CODES = {550, 551, 553}  # where it says no more than that
BREAK_OFFS = 2  # a worker that died over the same letter twice dies over it again


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """Return when to try again after so many failed ``tries``; None: no more."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def is_hopeless(error: Exception) -> bool:
    """Whether the server said that this address will never take a letter. Source: RFC 5321, 4.2.1."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in error.recipients.values())


def unknown_mailboxes(error: Exception) -> list[str]:
    """Return the addresses of which the server said that nobody has them, or reads them any more."""
    if not isinstance(error, SMTPRecipientsRefused):
        return []
    return [to for to, (code, words) in error.recipients.items() if _is_unknown(code, words)]


def _is_unknown(code: int, words: bytes) -> bool:
    if re.match(rb"\d\.\d+\.\d+\b", words):
        return bool(NO_MAILBOX.match(words))
    return code in NO_MAILBOX_CODES


def is_away(error: Exception) -> bool:
    """Whether the server did not answer at all: no other letter would fare better just now."""
    return isinstance(error, OSError) and not isinstance(
        error, SMTPResponseException | SMTPRecipientsRefused
    )


def sentence(error: Exception) -> str:
    """Return what went wrong, without the server's words: those quote addresses."""
    codes = []
    if isinstance(error, SMTPRecipientsRefused):
        codes = [str(code) for code, _words in error.recipients.values()]
    elif isinstance(error, SMTPResponseException):
        codes = [str(error.smtp_code)]
    return " ".join([type(error).__name__, *codes])[:200]

"""When a letter is tried again, and when it is given up; values alone."""

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
BREAK_OFFS = 2  # a worker that died over the same letter twice dies over it again


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """Return when to try again after so many failed ``tries``; None: no more."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def is_hopeless(error: Exception) -> bool:
    """Whether the server said that this address will never take a letter. Source: RFC 5321, 4.2.1."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in error.recipients.values())


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

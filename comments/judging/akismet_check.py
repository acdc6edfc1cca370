"""
Asks Akismet, where the owner has a key, whether a comment is spam. Off without one.

The visitor's address goes into that one request and is stored nowhere. It may take seconds: never
asked while a lock is held.
"""

import logging

from django.conf import settings

from .submission import Answer

TIMEOUT = 4  # seconds; a writer waits for it, and a moderator looks where it is over

logger = logging.getLogger("rejoinder.akismet")


def is_on() -> bool:
    return bool(settings.AKISMET_KEY)


def ask(*, address: str, name: str, email: str, text: str, path: str) -> Answer:
    """Return what the service says; FAULT for whatever goes wrong, so that no comment is lost by it."""
    fields = {
        "comment_type": "comment",
        "comment_author": name,
        "comment_content": text,
        "permalink": settings.SITE_URL + path,
    }
    if email:
        fields["comment_author_email"] = email
    try:
        return Answer.SPAM if _is_spam(address, fields) else Answer.HAM
    except Exception as problem:  # of any kind: a fault out there must not lose a comment in here
        logger.warning("Akismet did not answer: %s", type(problem).__name__)
        return Answer.FAULT


def _is_spam(address: str, fields: dict[str, str]) -> bool:
    import akismet  # here: 20 MB in each process, which a site without a key has no need of
    import httpx

    config = akismet.Config(key=settings.AKISMET_KEY, url=settings.SITE_URL)
    headers = {"User-Agent": akismet.USER_AGENT}
    with httpx.Client(headers=headers, timeout=TIMEOUT) as client:
        return bool(akismet.SyncClient(config, client).comment_check(address, **fields))

"""The conversation's own addresses. Shared pages hold nothing private; private ones are never cached."""

from .editing import edit, withdraw
from .reacting import react, react_to_article
from .reading import comment_detail, comment_feed, comment_replies, mine
from .reporting import report
from .writing import reply

__all__ = [
    "comment_detail",
    "comment_feed",
    "comment_replies",
    "edit",
    "mine",
    "react",
    "react_to_article",
    "reply",
    "report",
    "withdraw",
]

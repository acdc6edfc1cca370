"""The conversation's own addresses. Shared pages hold nothing private; private ones are never cached."""

from .by_letter import decide_by_letter, stop_letters
from .editing import edit, withdraw
from .news import new_comments, news
from .people import commenter_comments, commenter_list
from .reacting import react, react_to_article
from .reading import comment_detail, comment_feed, comment_replies, mine
from .reporting import report
from .writing import reply

__all__ = [
    "comment_detail",
    "comment_feed",
    "comment_replies",
    "commenter_comments",
    "commenter_list",
    "decide_by_letter",
    "edit",
    "mine",
    "new_comments",
    "news",
    "react",
    "react_to_article",
    "reply",
    "report",
    "stop_letters",
    "withdraw",
]

"""The conversation's own addresses. Shared pages hold nothing private; private ones are never cached."""

from .by_letter import decide_by_letter, stop_letters
from .editing import edit, withdraw
from .following import follow, follow_articles
from .letters import confirm, my_comment, stop
from .me import me, me_link
from .news import new_comments, news
from .own_data import me_data, me_erase, me_join
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
    "confirm",
    "decide_by_letter",
    "edit",
    "follow",
    "follow_articles",
    "me",
    "me_data",
    "me_erase",
    "me_join",
    "me_link",
    "mine",
    "my_comment",
    "new_comments",
    "news",
    "react",
    "react_to_article",
    "reply",
    "report",
    "stop",
    "stop_letters",
    "withdraw",
]

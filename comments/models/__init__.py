"""The conversation's rows, a module a noun."""

from .ban import Ban
from .batch import Batch
from .comment import Comment
from .commenter import Commenter, Participation
from .confirmation import Confirmation
from .decision import Decision
from .discussion import Discussion, Thread
from .follow import Announcement, Follow, Told
from .index import CommentIndex
from .joined import JoinedThread
from .merge import Merge
from .note import CommenterNote
from .policy import Policy
from .queue_letter import QueueLetter
from .reaction import Reaction
from .report import Report
from .version import CommentVersion

__all__ = [
    "Announcement",
    "Ban",
    "Batch",
    "Comment",
    "CommentIndex",
    "CommentVersion",
    "Commenter",
    "CommenterNote",
    "Confirmation",
    "Decision",
    "Discussion",
    "Follow",
    "JoinedThread",
    "Merge",
    "Participation",
    "Policy",
    "QueueLetter",
    "Reaction",
    "Report",
    "Thread",
    "Told",
]

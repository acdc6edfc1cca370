"""
The post: letters wait in the database, are composed when they are sent, and tried again when that fails.

``enqueue`` is the way in (``enqueue_all`` for many). It belongs into the transaction that causes the
letter, so that none is lost, and none sent for what was rolled back. The worker does the rest
(docs/decisions/0018).
"""

from .composed import Composed
from .delivery import compose, resume
from .pausing import pause_of
from .queue import enqueue, enqueue_all, try_again

__all__ = ["Composed", "compose", "enqueue", "enqueue_all", "pause_of", "resume", "try_again"]

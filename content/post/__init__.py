"""
The post: letters wait in the database, are composed when they are sent, and tried again when that fails.

``enqueue`` is the one way in. It belongs into the transaction that causes the letter, so that none is
lost, and none sent for what was rolled back. The worker does the rest (docs/decisions/0018).
"""

from .composed import Composed
from .delivery import compose, resume
from .pausing import pause_of
from .queue import enqueue, try_again

__all__ = ["Composed", "compose", "enqueue", "pause_of", "resume", "try_again"]

"""Moderation in the stock admin. Every decision goes through decisions.decide."""

from . import comment, conversation, log  # noqa: F401  (they register themselves)

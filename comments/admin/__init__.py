"""Moderation in the stock admin. Every decision goes through decisions.decide."""

from . import bans, comment, conversation, people, policy, reports  # noqa: F401  (they register themselves)

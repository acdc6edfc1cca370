"""Moderation in the stock admin. Every decision goes through decisions.decide."""

from . import bans, comment, conversation, log, people, policy, reports  # noqa: F401  (they register themselves)

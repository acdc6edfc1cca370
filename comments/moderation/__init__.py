"""Moderation: decisions and their undoing, the queue, bans, reports, and letters to those who moderate."""

"""Judging: what the rules make of a comment, from its facts and the owner's terms."""

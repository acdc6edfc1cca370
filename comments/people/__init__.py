"""People: who is asking, who moderates, whom they follow, and when two of them are one."""

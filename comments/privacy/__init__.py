"""Privacy: what is kept about people, how long, how they get it, and how it is erased."""

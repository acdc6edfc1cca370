"""Django's backend for SQLite, with writers that wait for their turn in a fairer way."""

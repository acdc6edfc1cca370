"""Writing: what readers type and do, until it is a row."""

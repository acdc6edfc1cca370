"""
Finding what is published: words typed by readers against an index that the database keeps itself.

What is searched is named by the apps (``searched`` of their AppConfig, see kinds.py); who may see a
result is asked of the rows when they are found, never of the index (docs/decisions/0011).
"""

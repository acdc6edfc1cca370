"""
A stand-in for OpenSearch, as strict as its sources are where Rejoinder speaks to it.

What it does not know it answers with 400, so that a question that this does not understand fails a test.
"""

from .server import Fake, running

__all__ = ["Fake", "running"]

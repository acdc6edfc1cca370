"""The one script that stands in pages themselves, since the first paint waits for it."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path


def allowed(script: Path) -> str:
    """Return what a Content-Security-Policy says to let exactly this script run inline."""
    return f"'sha256-{b64encode(sha256(script.read_bytes()).digest()).decode()}'"

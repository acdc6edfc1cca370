"""What this code is: pages made by another one, in a cache that outlives it, are not taken for ours."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("authors", "blog", "comments", "config", "content", "templates")
ENDINGS = {".py", ".html", ".txt", ".js", ".mo"}
SAID_BY_SETTINGS = ("SITE_URL", "LANGUAGE_CODE", "TIME_ZONE", "SHARED_SECONDS")


@cache
def fingerprint() -> str:
    """Return a digest of code, templates (the owner's too), static files, words and what settings say."""
    digest = hashlib.blake2b(digest_size=8)
    for path in _files():
        digest.update(str(path).encode() + path.read_bytes())
    for name in SAID_BY_SETTINGS:
        digest.update(repr(getattr(settings, name)).encode())
    return digest.hexdigest()


def _files() -> list[Path]:
    folders = [*(settings.BASE_DIR / name for name in FOLDERS), settings.DATA_DIR / "templates"]
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in ENDINGS]
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return sorted(found) + [manifest] * manifest.exists()

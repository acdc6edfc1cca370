"""Uploaded files, where no web server in front of the site serves them. Whatever is odd is not found."""

import contextlib
from pathlib import Path

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from content import shapes
from content.shared import wordless

# Shown in the page; anything else is only offered for download. SVG is not here: it can hold scripts.
IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# A file never changes under its name: a changed picture gets a new one.
CACHE_CONTROL = "public, max-age=31536000, immutable"


@wordless
@require_safe
def media_file(request, path):
    try:
        file = _file(path)
    except Http404:
        return _to_the_original(path)
    modified_at = int(file.stat().st_mtime)
    if (parse_http_date_safe(request.headers.get("If-Modified-Since", "")) or 0) >= modified_at:
        return HttpResponseNotModified(headers={"Cache-Control": CACHE_CONTROL})
    return _answer(file, modified_at)


def _file(path: str) -> Path:
    """Return the file of MEDIA_ROOT that ``path`` names. Raises Http404: for everything else."""
    if not _is_plain(path):
        raise Http404
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        file = (root / path).resolve(strict=True)
    except (OSError, ValueError) as error:
        raise Http404 from error
    if not file.is_relative_to(root) or not file.is_file():
        raise Http404
    return file


def _to_the_original(path: str) -> HttpResponse:
    """Show the picture itself where a rendition is lost, until it is there again. Raises Http404."""
    for name in shapes.originals_of(path):
        with contextlib.suppress(Http404):
            _file(name)
            address = reverse("media_file", args=[name])
            return HttpResponseRedirect(address, headers={"Cache-Control": "no-cache"})
    raise Http404


def _is_plain(path: str) -> bool:
    """Whether the path is of names alone: none hidden, empty, or with a meaning to a file system."""
    return path.isprintable() and all(
        name and not name.startswith(".") and "\\" not in name for name in path.split("/")
    )


def _answer(file: Path, modified_at: int) -> HttpResponse:
    kind = IMAGE_TYPES.get(file.suffix.lower())
    response = FileResponse(
        file.open("rb"),
        content_type=kind or "application/octet-stream",
        as_attachment=kind is None,
        filename=file.name,
    )
    response.headers["Last-Modified"] = http_date(modified_at)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""What the site's owner lays beside the data: a style sheet of their own that wins over ours."""

import os

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.shared import wordless

STYLESHEET = "site.css"


def changed_at() -> int:
    """Return when the owner's style sheet was last written, in nanoseconds; 0 where there is none."""
    try:
        return os.stat(f"{settings.DATA_DIR}/{STYLESHEET}").st_mtime_ns
    except OSError:
        return 0


def stylesheet(request) -> dict:
    """Give every page the address of the owner's style sheet, "" where there is none."""
    changed = changed_at()
    address = f"{reverse('owner_stylesheet')}?v={changed}" if changed else ""
    return {"owner_stylesheet": address}


@wordless
@require_safe
def owner_stylesheet(request):
    try:
        file = (settings.DATA_DIR / STYLESHEET).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response

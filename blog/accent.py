"""The style sheet of the owner's accent colour. Its address holds the colour, so that it may be kept."""

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.shared import wordless

A_YEAR = 365 * 24 * 3600  # seconds


@wordless
@require_safe
@cache_control(max_age=A_YEAR, public=True, immutable=True)
def stylesheet(request, colour):
    rule = f"@layer house{{:root{{--accent:#{colour}}}}}\n"
    return HttpResponse(rule, content_type="text/css; charset=utf-8")

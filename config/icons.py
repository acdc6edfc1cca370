"""The icon that browsers ask for by its ancient name, on pages that name none, such as the admin's."""

from django.http import HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.shared import wordless


@wordless
@require_safe
@cache_control(max_age=24 * 3600, public=True)
def favicon(request):
    return HttpResponseRedirect(static("favicon.svg"))
